import { detailsOf } from '../../lib/details.ts'
import { failureOf } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

type FailureNoticeProps = {
  error: Error
  operation: string
  onRetry?: (() => void) | undefined
}

/** A failure in its place, with the IAM action named where the role lacks one. */
export const FailureNotice = ({ error, operation, onRetry }: FailureNoticeProps) => {
  const failure = failureOf(error, operation)
  const { title, detail } = told(failure)
  return (
    <Notice
      kind="danger"
      role="alert"
      title={title}
      details={detailsOf(failure)}
      actions={
        onRetry ? (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {detail}
    </Notice>
  )
}
