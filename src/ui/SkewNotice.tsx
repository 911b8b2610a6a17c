import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { durationText } from '../lib/time.ts'
import { Notice } from './Notice.tsx'

const worthMentioningMs = 60_000

type SkewNoticeProps = {
  /** The server's clock minus this device's, in milliseconds. */
  skewMs: number
}

/** Says that this device's clock is wrong, where that is worth saying. */
export const SkewNotice = ({ skewMs }: SkewNoticeProps) => {
  if (Math.abs(skewMs) < worthMentioningMs) return null
  return (
    <Notice title={t`This device’s clock is ${durationText(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead'}`}>
      <Trans>The times on this page are Cognito’s.</Trans>
    </Notice>
  )
}
