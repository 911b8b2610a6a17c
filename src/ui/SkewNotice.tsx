import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { durationText } from '../lib/time.ts'
import { Notice } from './Notice.tsx'

const minuteMs = 60_000

type SkewNoticeProps = {
  /** The server's clock minus this device's, in milliseconds. */
  skewMs: number
}

/** Says that this device's clock is wrong, where that is worth saying. */
export const SkewNotice = ({ skewMs }: SkewNoticeProps) => {
  if (Math.abs(skewMs) < minuteMs) return null
  // It is measured from a second that has begun: a clock that is an hour late would be said to be 59 minutes late.
  const duration = durationText(Math.round(Math.abs(skewMs) / minuteMs) * minuteMs)
  return (
    <Notice
      title={skewMs > 0 ? t`This device’s clock is ${duration} behind` : t`This device’s clock is ${duration} ahead`}
    >
      <Trans>The times on this page are Cognito’s.</Trans>
    </Notice>
  )
}
