import { detailsOf } from '../lib/details.ts'
import { partMissing } from '../lib/partMissing.ts'
import type { FailureNoticeProps } from './FailureNotice.tsx'
import { laterPart } from './laterPart.tsx'
import { LoadBoundary } from './LoadBoundary.tsx'
import { Notice } from './Notice.tsx'

const FailureNotice = laterPart(async () => (await import('./FailureNotice.tsx')).FailureNotice)

/**
 * A `FailureNotice` for the first page. The words for all failures are not part of it: they arrive while the person
 * types. Should they not have arrived, that is said, and the details still hold everything.
 */
export const FailureLater = (props: FailureNoticeProps) => (
  <LoadBoundary
    fallback={
      <Notice
        kind="danger"
        role={props.role}
        title={partMissing.title}
        details={detailsOf(props.failure)}
        actions={props.actions}
      >
        {partMissing.cause}
      </Notice>
    }
  >
    <FailureNotice {...props} />
  </LoadBoundary>
)
