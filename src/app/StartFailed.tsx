import { t } from '@lingui/core/macro'

import type { Failure } from '../lib/failure.ts'
import { AppFrame } from '../ui/AppFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { FailureLater } from '../ui/FailureLater.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'

type StartFailedProps = { failure: Failure }

/** Something that Curfew needs did not load or open. Nothing is lost by it: what is kept in this browser stays. */
export const StartFailed = ({ failure }: StartFailedProps) => (
  <AppFrame>
    <PageHeader title={t`Curfew could not start`} subtitle={t`Whoever was signed in here still is.`} />
    <FailureLater
      failure={failure}
      role="alert"
      actions={
        <Button variant="primary" onClick={() => location.reload()}>
          {t`Reload`}
        </Button>
      }
    />
  </AppFrame>
)
