import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { accountOfRole } from '../../lib/accountId.ts'
import { operatorFeatures, policyFor, unknownAccount } from '../../lib/iam.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { vault } from '../../vault/client.ts'
import type { Access } from '../../vault/protocol/access.ts'
import { policyPoolsQuery } from './queries.ts'

/** What an IAM policy of a role's own may have in characters, white space not counted. */
const longestPolicy = 10_240

type PolicyWriterProps = { access: Access }

/** The least-privilege policy for the chosen features and pools, ready to copy. */
export const PolicyWriter = ({ access }: PolicyWriterProps) => {
  const { config } = vault
  const [left, setLeft] = useState<readonly string[]>([])
  const [scope, setScope] = useState<'own' | 'all'>('own')
  const pools = useQuery({ ...policyPoolsQuery(), enabled: scope === 'all' })
  const chosen = operatorFeatures.filter(({ name }) => !left.includes(name))
  const own = [{ id: config.userPoolId }]
  const meant = scope === 'all' && pools.data ? pools.data : own
  const session = useSyncExternalStore(vault.subscribe, vault.session)
  const accountId =
    access.accountId ?? accountOfRole(session.state === 'signed in' ? session.session.roles[0] : undefined)
  const policy = policyFor(chosen, meant, accountId)
  const json = `${JSON.stringify(policy, undefined, 2)}\n`
  const tooLong = JSON.stringify(policy).length > longestPolicy
  const pool = config.name ?? config.userPoolId
  const most = numberText(longestPolicy)
  const toggle = (name: string) =>
    setLeft(left.includes(name) ? left.filter((other) => other !== name) : [...left, name])
  return (
    <Panel
      title={t`Least-privilege policy`}
      aside={
        <span className="flex flex-wrap gap-2">
          <CopyButton value={json} label={t`Copy policy`} />
          <DownloadButton size="small" file="curfew-operator-policy.json" media="application/json" content={() => json}>
            <Trans>Download</Trans>
          </DownloadButton>
        </span>
      }
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <fieldset id="policy-features" tabIndex={-1} className="flex flex-col gap-2">
            <legend className="mb-2 text-sm font-medium">{t`For these features`}</legend>
            {operatorFeatures.map(({ name }) => (
              <Checkbox key={name} label={name} checked={!left.includes(name)} onChange={() => toggle(name)} />
            ))}
          </fieldset>
          <SelectField
            label={t`On these pools`}
            value={scope}
            onChange={(event) => setScope(event.target.value === 'all' ? 'all' : 'own')}
            choices={[
              { value: 'own', label: t`This deployment’s pool, ${pool}` },
              { value: 'all', label: t`Every pool that is there now` },
            ]}
            hint={t`ListUserPools knows no resource but *. Everything else is allowed on the pools’ own ARNs alone.`}
          />
          {scope === 'all' && pools.error ? (
            <Notice
              kind="warn"
              role="alert"
              title={t`The pools could not be listed`}
              actions={
                <Button size="small" onClick={() => void pools.refetch()}>
                  <Trans>Try again</Trans>
                </Button>
              }
            >
              <Trans>The policy is written for this deployment’s pool.</Trans>
            </Notice>
          ) : null}
          {accountId === undefined ? (
            <Notice title={t`The account is not known yet`}>
              <Trans>
                Put its number where {unknownAccount} stands, or find out what your role allows: that tells it.
              </Trans>
            </Notice>
          ) : null}
          {tooLong ? (
            <Notice kind="warn" title={t`Longer than IAM takes`}>
              <Trans>
                A role’s own policies may have {most} characters together. Choose fewer pools, or write userpool/* where
                that is acceptable.
              </Trans>
            </Notice>
          ) : null}
        </div>
        <section
          aria-label={t`The policy as JSON`}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-[34rem] min-w-0 overflow-auto rounded-md border border-line bg-raised p-4"
        >
          <pre className="font-mono text-xs">{json}</pre>
        </section>
      </div>
    </Panel>
  )
}
