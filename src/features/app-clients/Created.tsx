import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Creation } from '../../vault/protocol/clientChanges.ts'

type CreatedProps = { creation: Creation; poolName: string; onRead: () => void; onClose: () => void }

/** What came of making an app client; called created only where it was read back. */
export const Created = ({ creation, poolName, onRead, onClose }: CreatedProps) => {
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
  if (creation.outcome === 'not read back') {
    return (
      <Notice
        kind="warn"
        role="alert"
        title={t`Cognito accepted it, and it could not be read back yet`}
        actions={actions}
      >
        <span className="flex flex-wrap items-center gap-x-2">
          <Trans>
            Its id is <Identifier value={creation.clientId} of="app client id" whole />
          </Trans>
        </span>
        <FailureNotice failure={creation.failure} />
      </Notice>
    )
  }
  const { client, at } = creation
  return (
    <Notice
      kind="success"
      role="status"
      title={t`${client.name} created in ${poolName}, revocation ${client.revocation ? 'on' : 'off'}`}
      actions={actions}
    >
      <span className="flex flex-wrap items-center gap-x-2">
        <Trans>
          Read back at {fullText(at)}: <Identifier value={client.id} of="app client id" whole />
        </Trans>
      </span>
      {client.confidential ? (
        <span>{t`Its secret was left in Cognito: whoever needs it fetches it there.`}</span>
      ) : null}
    </Notice>
  )
}
