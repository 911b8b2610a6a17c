import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { type OperatorFeature, operatorFeatures } from '../../lib/iam.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { OperationName } from '../../ui/OperationName.tsx'
import { Section } from '../../ui/Section.tsx'
import { type MarkState, StateMark } from '../../ui/StateMark.tsx'
import { Cell, ColumnHead, RowHead, Table, TableRow } from '../../ui/Table.tsx'
import { vault } from '../../vault/client.ts'
import type { Access, Permission } from '../../vault/protocol/access.ts'
import { probeAccess } from './queries.ts'

const marks = { allowed: 'live', denied: 'failed', 'not tried': 'none' } as const satisfies Record<
  Permission,
  MarkState
>
const words = { allowed: t`Allowed`, denied: t`Denied`, 'not tried': t`Not tried` } as const

type FeatureTableProps = { access: Access }

/** What each feature needs of IAM, and what AWS has said of it so far. */
export const FeatureTable = ({ access }: FeatureTableProps) => {
  const probe = useMutation(probeAccess())
  const { config } = vault
  const pool = config.name ?? config.userPoolId
  const nothing = access.source === 'none' && config.identityPoolId === undefined
  return (
    <Section
      title={t`What your role allows`}
      hint={t`By harmless reads in ${pool}. What only a change would show stays “not tried”.`}
      action={
        <Button
          busy={probe.isPending && t`Trying`}
          blocked={nothing ? t`Paste credentials first: this deployment has no identity pool.` : undefined}
          reason="tip"
          onClick={() => probe.mutate(config.userPoolId)}
        >
          <Trans>Find out</Trans>
        </Button>
      }
    >
      {probe.error ? (
        <FailureNotice
          failure={failureOf(probe.error, 'ListUserPools')}
          role="alert"
          onRetry={() => probe.mutate(config.userPoolId)}
        />
      ) : null}
      <p role="status" className="sr-only">
        {probe.isSuccess ? t`Every read has been tried` : ''}
      </p>
      <Table caption={t`Features and the IAM actions that they need`}>
        <thead>
          <tr>
            <ColumnHead>{t`Feature`}</ColumnHead>
            <ColumnHead>{t`IAM actions`}</ColumnHead>
            <ColumnHead className="max-sm:hidden">{t`State`}</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {operatorFeatures.map((feature) => (
            <FeatureRow key={feature.name} feature={feature} access={access} />
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

type FeatureRowProps = { feature: OperatorFeature; access: Access }

const FeatureRow = ({ feature, access }: FeatureRowProps) => {
  const states = feature.needs.map((action) => access.permissions[action] ?? 'not tried')
  const { state, text } = summary(states)
  return (
    <TableRow>
      <RowHead className="max-w-60 min-w-40 content-start! align-top! max-sm:min-w-28">
        {feature.name}
        <span className="mt-1 block text-xs sm:hidden">
          <StateMark state={state}>{text}</StateMark>
        </span>
      </RowHead>
      <Cell className="content-start! align-top!">
        <ul className="grid justify-start gap-x-3 gap-y-0.5 sm:grid-cols-[auto_auto]">
          {feature.needs.map((action, at) => {
            const known = states[at] ?? 'not tried'
            return (
              <li
                key={action}
                className="grid items-baseline justify-start max-sm:pb-1 sm:col-span-2 sm:grid-cols-subgrid sm:whitespace-nowrap"
              >
                <StateMark state={marks[known]} className="text-xs">
                  {words[known]}
                </StateMark>
                <span className="font-mono text-xs wrap-anywhere">
                  <OperationName>{action.replace('cognito-idp:', '')}</OperationName>
                </span>
              </li>
            )
          })}
        </ul>
      </Cell>
      <Cell className="content-start! align-top! whitespace-nowrap max-sm:hidden">
        <StateMark state={state}>{text}</StateMark>
      </Cell>
    </TableRow>
  )
}

/** A feature is allowed when all that it needs is, and denied when anything is. */
function summary(states: readonly Permission[]): { state: MarkState; text: string } {
  if (states.includes('denied')) return { state: 'failed', text: t`Denied` }
  if (states.every((state) => state === 'allowed')) return { state: 'live', text: t`Allowed` }
  return states.includes('allowed')
    ? { state: 'unknown', text: t`Not all tried` }
    : { state: 'none', text: t`Not tried` }
}
