import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import { durationText } from '../lib/time.ts'
import { useNow } from './useNow.ts'

type CountdownProps = {
  until: Date
  now?: (() => Date) | undefined
  /** What stands there when the time has come. */
  endText?: string | undefined
  onEnd?: (() => void) | undefined
}

const clockFrom = 60 * 60_000

/** `28:44 left` inside the last hour, `7 h 31 min left` before it. */
export const leftText = (ms: number) => {
  if (ms >= clockFrom) return wordsLeft(ms)
  const seconds = Math.min(3599, Math.ceil(ms / 1000))
  const duration = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return t`${duration} left`
}

const wordsLeft = (ms: number) => {
  const duration = durationText(ms)
  return t`${duration} left`
}

export const Countdown = ({
  until,
  now,
  endText = t({ message: 'ended', context: 'time' }),
  onEnd,
}: CountdownProps) => {
  const leftMs = until.getTime() - useNow(now).getTime()
  const over = leftMs <= 0
  const told = useRef(over)

  useEffect(() => {
    if (over && !told.current) onEnd?.()
    told.current = over
  }, [over, onEnd])

  // What ticks is for the eye. A screen reader finds the minutes, when it comes by; no live region says them.
  return over ? (
    <span>{endText}</span>
  ) : (
    <time dateTime={until.toISOString()} className="whitespace-nowrap">
      <span aria-hidden="true">{leftText(leftMs)}</span>
      <span className="sr-only">{wordsLeft(leftMs)}</span>
    </time>
  )
}
