import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { userGroupsQuery } from './queries.ts'

type UserGroupsProps = { poolId: string; username: string }

export const UserGroups = ({ poolId, username }: UserGroupsProps) => {
  const list = useQuery(userGroupsQuery(poolId, username))
  const groups = list.data?.groups
  return (
    <Section
      title={t`Groups`}
      hint={
        list.data ? (
          <ReadAgain
            of={t`Those that the user is in`}
            at={list.data.at}
            reading={list.isFetching}
            onRead={() => void list.refetch()}
          />
        ) : undefined
      }
    >
      {list.error ? (
        <FailureNotice
          failure={failureOf(list.error, 'AdminListGroupsForUser')}
          role="alert"
          stale={list.data !== undefined}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {list.isPending ? (
        <Panel>
          <Skeleton label={t`Reading the groups`} lines={2} />
        </Panel>
      ) : null}
      {groups?.length === 0 ? <p className="text-sm text-muted">{t`The user is in no group.`}</p> : null}
      {groups && groups.length > 0 ? (
        <Rows label={t`Groups`}>
          {groups.map(({ name, description, precedence }) => (
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
