import { useEffect, useEffectEvent, useState } from 'react'

const localNow = () => new Date()

/**
 * The time, again every second (or `everyMs`). `now` is the clock to ask: Cognito's may differ from this machine's.
 * A tab that slept is brought up to date when it is seen again.
 */
export const useNow = (now: () => Date = localNow, everyMs = 1000): Date => {
  const [time, setTime] = useState(now)
  const tick = useEffectEvent(() => setTime(now()))

  useEffect(() => {
    const timer = setInterval(() => tick(), everyMs)
    const seen = () => tick()
    document.addEventListener('visibilitychange', seen)
    globalThis.addEventListener('focus', seen)
    globalThis.addEventListener('pageshow', seen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
      globalThis.removeEventListener('focus', seen)
      globalThis.removeEventListener('pageshow', seen)
    }
  }, [everyMs])

  return time
}
