import { useEffect, useState } from 'react'

const localNow = () => new Date()

/**
 * The time, again every second (or `everyMs`). `now` is the clock to ask: Cognito's may differ from this machine's.
 * A tab that slept is brought up to date when it is seen again.
 */
export const useNow = (now: () => Date = localNow, everyMs = 1000): Date => {
  const [time, setTime] = useState(now)

  useEffect(() => {
    const tick = () => setTime(now())
    tick()
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [now, everyMs])

  return time
}
