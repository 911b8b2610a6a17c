import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { userGroupsQuery } from './queries.ts'

type UserGroupsProps = { poolId: string; username: string }

export const UserGroups = ({ poolId, username }: UserGroupsProps) => {
  const groups = useQuery(userGroupsQuery(poolId, username))
  return (
    <Section title={t`Groups`}>
      {groups.error ? (
        <FailureNotice
          failure={failureOf(groups.error, 'AdminListGroupsForUser')}
          role="alert"
          onRetry={() => void groups.refetch()}
        />
      ) : null}
      {groups.isPending ? (
        <Panel>
          <Skeleton label={t`Reading the groups`} lines={2} />
        </Panel>
      ) : null}
      {groups.data?.length === 0 ? <p className="text-sm text-muted">{t`The user is in no group.`}</p> : null}
      {groups.data && groups.data.length > 0 ? (
        <Rows label={t`Groups`}>
          {groups.data.map(({ name, description, precedence }) => (
            <Row
              key={name}
              title={<bdi className="line-clamp-2 wrap-anywhere">{name}</bdi>}
              detail={
                description === undefined ? null : <bdi className="line-clamp-3 wrap-anywhere">{description}</bdi>
              }
              end={
                precedence === undefined ? null : (
                  <span className="text-sm text-muted">
                    <Trans>Precedence {precedence}</Trans>
                  </span>
                )
              }
            />
          ))}
        </Rows>
      ) : null}
    </Section>
  )
}
