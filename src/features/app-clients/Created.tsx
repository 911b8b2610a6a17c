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
        Read the app clients again
      </Button>
      <Button size="small" onClick={onClose}>
        Close
      </Button>
    </>
  )
  if (creation.outcome === 'not read back') {
    return (
      <Notice kind="warn" role="alert" title="Cognito accepted it, and it could not be read back yet" actions={actions}>
        <span className="flex flex-wrap items-center gap-x-2">
          Its id is <Identifier value={creation.clientId} of="app client id" whole />
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
      title={`${client.name} created in ${poolName}, revocation ${client.revocation ? 'on' : 'off'}`}
      actions={actions}
    >
      <span className="flex flex-wrap items-center gap-x-2">
        Read back at {fullText(at)}: <Identifier value={client.id} of="app client id" whole />
      </span>
      {client.confidential ? <span>Its secret was left in Cognito: whoever needs it fetches it there.</span> : null}
    </Notice>
  )
}
