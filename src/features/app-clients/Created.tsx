import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import type { Creation } from '../../vault/protocol/clientChanges.ts'

type CreatedProps = { creation: Creation; poolName: string; request: string; onRead: () => void; onClose: () => void }

/** What came of making an app client; called created only where it was read back. */
export const Created = ({ creation, poolName, request, onRead, onClose }: CreatedProps) => {
  const actions = (
    <>
      <Button size="small" onClick={onRead}>
        <Trans>Read the app clients again</Trans>
      </Button>
      <Button size="small" onClick={onClose}>
        <Trans>Close</Trans>
      </Button>
    </>
  )
  const of = t`app client id`
  if (creation.outcome === 'not read back') {
    const { clientId } = creation
    return (
      <Notice
        kind="warn"
        role="alert"
        title={t`Cognito accepted it, and it could not be read back yet`}
        actions={actions}
      >
        <span className="flex flex-wrap items-center gap-x-2">
          <Trans>
            Its id is <Identifier value={clientId} of={of} whole />
          </Trans>
        </span>
        <FailureNotice failure={creation.failure} />
      </Notice>
    )
  }
  const { id, name, confidential, revocation } = creation.client
  const at = fullText(creation.at)
  return (
    <Notice
      kind="success"
      role="status"
      title={
        revocation
          ? t`${name} created in ${poolName}, revocation on`
          : t`${name} created in ${poolName}, revocation off`
      }
      actions={actions}
    >
      <span className="flex flex-wrap items-center gap-x-2">
        <Trans>
          Read back at {at}: <Identifier value={id} of={of} whole />
        </Trans>
      </span>
      {confidential ? <span>{t`Its secret was left in Cognito: whoever needs it fetches it there.`}</span> : null}
      <ShowTheCall operation="CreateUserPoolClient" request={request} changes={[]} />
    </Notice>
  )
}
