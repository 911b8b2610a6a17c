import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { type ShownOperation, theCall } from '../lib/theCall.ts'
import { CopyButton } from './CopyButton.tsx'
import { Details } from './Details.tsx'

type ShowTheCallProps = {
  operation: ShownOperation
  /** The operation's body, as JSON text. No secret is in it. */
  request: string
  changes: readonly { path: string }[]
}

/** The same change for the command line and for templates, ready to copy. */
export const ShowTheCall = ({ operation, request, changes }: ShowTheCallProps) => {
  const { cli, json, templates } = theCall(operation, request, changes)
  const ways = [
    ['AWS CLI', cli],
    [t`Raw request`, json],
    ...(templates === undefined
      ? []
      : ([
          ['Terraform', templates.terraform],
          ['CloudFormation', templates.cloudFormation],
        ] as const)),
  ] as const
  return (
    <Details summary={t`Show the call`}>
      <div className="flex flex-col gap-3">
        <p className="text-xs text-muted">
          {templates === undefined ? (
            <Trans>Terraform and CloudFormation do not know this setting yet: no template puts it back.</Trans>
          ) : operation === 'CreateUserPoolClient' ? (
            <Trans>
              No template manages an app client that is made here: make it by one, or import it, where templates manage
              the pool.
            </Trans>
          ) : (
            <Trans>
              What is managed by a template will be put back by its next deployment: change it there as well.
            </Trans>
          )}
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
