import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { Access } from '../../vault/protocol/access.ts'
import { dropCredentials } from './queries.ts'

type CredentialsPanelProps = { access: Access }

/** The credentials in use. Nothing of them is shown but the ends of the key's id. */
export const CredentialsPanel = ({ access }: CredentialsPanelProps) => {
  const drop = useMutation(dropCredentials())
  const { source, keyHint, accountId, expiresAt } = access
  const none = source === 'none'
  return (
    <Panel
      title={t`Credentials in use`}
      aside={<StateMark state={none ? 'none' : 'live'}>{none ? t`None yet` : t`In memory`}</StateMark>}
      footer={
        none ? undefined : (
          <Facts
            facts={[
              {
                label: t({ message: 'From', context: 'where credentials come from' }),
                value: source === 'pasted' ? t`Pasted in this tab` : t`The identity pool`,
              },
              {
                label: t({ message: 'Key', context: 'access key' }),
                value: <span className="font-mono text-sm">{keyHint}</span>,
                hint: keyKind(keyHint),
              },
              {
                label: t`Account`,
                value:
                  accountId === undefined ? t`Not told yet` : <Identifier value={accountId} of={t`account`} whole />,
                hint: accountId === undefined ? t`A pool’s ARN tells it` : undefined,
              },
              {
                label: t({ message: 'Expire', context: 'when credentials do' }),
                value: expiresAt === undefined ? t`Not told` : momentText(expiresAt),
                hint:
                  expiresAt === undefined ? (
                    t`AWS says so when they do`
                  ) : (
                    <Countdown until={expiresAt} endText={t`They have expired`} />
                  ),
              },
            ]}
          />
        )
      }
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-prose text-sm text-muted">{explained(source)}</p>
        {none ? null : (
          <Button size="small" busy={drop.isPending && t`Dropping`} onClick={() => drop.mutate()}>
            <Trans>Drop them now</Trans>
          </Button>
        )}
      </div>
    </Panel>
  )
}

function explained(source: Access['source']): string {
  const pool = vault.config.identityPoolId !== undefined
  const life = t`They live in the memory of this tab’s worker alone, and are dropped after 5 minutes without use.`
  if (source === 'pasted') {
    const then = pool ? t`After that the identity pool’s are used again.` : t`After that paste them again.`
    return `${life} ${then} ${t`Dropping them does not end them at AWS: they expire by themselves.`}`
  }
  if (source === 'identity pool') {
    const given = t`AWS gave them in exchange for your ID token, for the role of your group.`
    return `${given} ${life} ${t`The next call gets new ones. No sign-out ends them at AWS: they expire by themselves.`}`
  }
  return pool
    ? t`The first call of an operator’s page gets them from the identity pool, in exchange for your ID token: for the role of your group. Or paste temporary ones below.`
    : t`This deployment names no identity pool that could give them. Paste temporary ones below.`
}

function keyKind(hint: string | undefined): string {
  return hint?.startsWith('ASIA') ? t`A temporary key` : t`As AWS gave it`
}
