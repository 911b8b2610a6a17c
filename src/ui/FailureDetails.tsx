import { t } from '@lingui/core/macro'

import { Details } from './Details.tsx'

type FailureDetailsProps = {
  /** Code, request id, operation, attempts, as text. Never a token. */
  details: string
  /** Of what, for a screen reader, where several things on the page can have failed. */
  of?: string | undefined
}

/** Code and request id, one click away and ready to copy. */
export const FailureDetails = ({ details, of }: FailureDetailsProps) => (
  <Details
    summary={
      <>
        {t`Details`}
        {of === undefined ? null : <span className="sr-only"> {of}</span>}
      </>
    }
    copy={details}
    className="mt-1"
  >
    <pre className="max-w-full font-mono text-xs whitespace-pre-wrap text-muted wrap-anywhere">{details}</pre>
  </Details>
)
