import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { detailsOf } from '../lib/details.ts'
import type { Failure } from '../lib/failure.ts'
import { told } from '../lib/words.ts'
import { AppFrame } from '../ui/AppFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'

type StartFailedProps = { failure: Failure }

/** Something that Curfew needs did not load or open. Nothing is lost by it: what is kept in this browser stays. */
export const StartFailed = ({ failure }: StartFailedProps) => {
  const { title, detail } = told(failure)
  return (
    <AppFrame>
      <PageHeader title={t`Curfew could not start`} subtitle={t`Whoever was signed in here still is.`} />
      <Notice
        kind="danger"
        role="alert"
        title={title}
        details={detailsOf(failure)}
        actions={
          <Button variant="primary" onClick={() => location.reload()}>
            <Trans>Reload</Trans>
          </Button>
        }
      >
        {detail}
      </Notice>
    </AppFrame>
  )
}
