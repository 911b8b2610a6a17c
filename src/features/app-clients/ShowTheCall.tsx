import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Details } from '../../ui/Details.tsx'
import type { Difference } from '../../vault/protocol.ts'
import { theCall } from './theCall.ts'

type ShowTheCallProps = { poolId: string; request: string; changes: readonly Difference[] }

/** The same change for the command line and for templates, ready to copy. */
export const ShowTheCall = ({ poolId, request, changes }: ShowTheCallProps) => {
  const { cli, json, terraform, cloudFormation } = theCall(poolId, request, changes)
  const ways = [
    ['AWS CLI', cli],
    [t`Raw request`, json],
    ['Terraform', terraform],
    ['CloudFormation', cloudFormation],
  ] as const
  return (
    <Details summary={t`Show the call`}>
      <div className="flex flex-col gap-3">
        <p className="text-xs text-muted">
          <Trans>What is managed by a template will be put back by its next deployment: change it there as well.</Trans>
        </p>
        {ways.map(([name, text]) => (
          <section key={name} aria-label={name} className="flex min-w-0 flex-col gap-1">
            <span className="flex items-center justify-between gap-2 text-xs font-medium">
              {name}
              <CopyButton value={text} label={t`Copy ${name}`} iconOnly />
            </span>
            <pre className="max-h-40 overflow-auto rounded-sm bg-raised p-2 font-mono text-xs break-all whitespace-pre-wrap">
              {text}
            </pre>
          </section>
        ))}
      </div>
    </Details>
  )
}
