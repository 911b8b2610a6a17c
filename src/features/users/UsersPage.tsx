import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { isOneself } from '../../lib/oneself.ts'
import type { SignOutSource } from '../../jobs/source.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { vault } from '../../vault/client.ts'
import { actions } from './actWords.ts'
import { addressOf, markIn } from './pageMarks.ts'
import { poolsQuery, usersQuery } from './queries.ts'
import { Selection } from './Selection.tsx'
import { UserRow } from './UserRow.tsx'
import { useSession } from './useOneself.ts'
import { groupOf, searchOf, type UsersFilter, withPicked } from './usersFilter.ts'
import { UsersSearch } from './UsersSearch.tsx'
import { everyoneText, nobodyText } from './userWords.ts'

type UsersPageProps = {
  filter: UsersFilter
  /** `step` is a place to come back to; what is no step takes the place of the last. */
  onFilter: (filter: UsersFilter, step: boolean) => void
  userLink: (poolId: string, username: string, text: React.ReactNode) => React.ReactNode
  onSignOutMany: (source: SignOutSource) => void
}

export const UsersPage = ({ filter, onFilter, userLink, onSignOutMany }: UsersPageProps) => {
  const poolId = filter.pool ?? vault.config.userPoolId
  const pools = useQuery(poolsQuery())
  const users = useQuery({ ...usersQuery(poolId, filter), placeholderData: keepPreviousData })
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const session = useSession(poolId)
  const blocked = blockedBy(access, actions['sign out'])
  const nobody = nobodyText(filter)
  const after = markIn(filter.after)
  const page = after === undefined ? 1 : (filter.page ?? 1)
  const picked = filter.picked ?? []
  const known = pools.data?.pools ?? []
  const poolName = known.find(({ id }) => id === poolId)?.name ?? poolId
  const reading = users.isPending || users.isPlaceholderData
  const list = users.isPlaceholderData ? [] : (users.data?.users ?? [])
  const count = list.length
  const notNow = reading ? t`The users are being read.` : count === 0 ? t`There is nobody to sign out` : undefined
  const pick = (names: readonly string[]) => {
    const next = withPicked(filter, names)
    if (next) onFilter(next, false)
    return next !== undefined
  }
  const reset = () => onFilter(filter.pool === undefined ? {} : { pool: filter.pool }, true)
  const everyone = sourceOf(poolId, filter)
  const failure = users.error
    ? failureOf(users.error, groupOf(filter) === undefined ? 'ListUsers' : 'ListUsersInGroup')
    : undefined
  const lacksRight = failure?.code === 'AccessDeniedException'
  // What keeps the users back as well is told once, with them.
  const otherFailures = users.isPending ? [] : (pools.data?.failures ?? []).filter(({ code }) => code !== failure?.code)

  return (
    <>
      <PageHeader
        title={t`Users`}
        subtitle={
          <>
            {everyoneText(filter)} · <bdi>{poolName}</bdi>
          </>
        }
        actions={
          // It keeps its room while a list is read: on a phone the search is beneath it.
          users.error && !reading && count === 0 ? undefined : (
            <Button
              blocked={blocked ?? notNow}
              reason={blocked === undefined ? 'tip' : 'beneath'}
              onClick={() => onSignOutMany(everyone)}
            >
              {everyone.of === 'group'
                ? t`Sign out everyone in this group`
                : everyone.of === 'search'
                  ? t`Sign out everyone who matches`
                  : t`Sign out everyone in this pool`}
            </Button>
          )
        }
      />
      {otherFailures.map((other) => (
        <FailureNotice key={other.requestId ?? other.code} about={t`Some pools`} failure={other} role="alert" />
      ))}
      <UsersSearch
        key={JSON.stringify([poolId, filter.by, filter.match, filter.text])}
        pools={known.some(({ id }) => id === poolId) ? known : [{ id: poolId, name: poolId }, ...known]}
        poolId={poolId}
        filter={filter}
        onFilter={(next) => onFilter(next, true)}
      />
      {failure ? (
        <FailureNotice
          failure={failure}
          stale={users.data !== undefined}
          role="alert"
          onRetry={lacksRight ? undefined : () => void users.refetch()}
        />
      ) : null}
      {users.error && after !== undefined ? (
        <Panel>
          <EmptyState
            title={t`This page of the list may be too old`}
            actions={<FirstPage onClick={() => onFilter(first(filter), true)} />}
          >
            <Trans>Cognito keeps the place in a list for an hour.</Trans>
          </EmptyState>
        </Panel>
      ) : null}
      {reading ? (
        users.error ? null : (
          <Panel>
            <Skeleton label={t`Reading the users`} lines={5} />
          </Panel>
        )
      ) : null}
      {users.data && !users.isPlaceholderData ? (
        <section aria-label={t`Users found`} className="flex flex-col gap-3">
          <p className="text-sm text-muted">
            <ReadAgain
              of={t`Page ${page}, ${plural(count, { one: '# user', other: '# users' })}, as Cognito lists them`}
              at={users.data.at}
              reading={users.isFetching}
              onRead={() => void users.refetch()}
            />
          </p>
          {count > 0 || picked.length > 0 ? (
            <Selection
              shown={list.map(({ username }) => username)}
              picked={picked}
              onPick={pick}
              blocked={blocked}
              onSignOut={() => onSignOutMany({ of: 'selection', poolId, usernames: picked })}
            />
          ) : null}
          {count === 0 ? (
            <Panel>
              <EmptyState
                title={emptyTitle(nobody, page)}
                actions={
                  nobody === undefined ? undefined : (
                    <Button onClick={reset}>{t({ message: 'Clear', context: 'search' })}</Button>
                  )
                }
              >
                {nobody === undefined
                  ? t`People appear here when they sign up, or when they are made.`
                  : filter.match === 'is' || searchOf(filter)?.match === 'is'
                    ? t`Cognito compares the whole value.`
                    : t`Cognito can only search by the start of a value.`}
              </EmptyState>
            </Panel>
          ) : (
            <Rows label={t`Users`} cells={2}>
              {list.map((user) => (
                <UserRow
                  key={user.username}
                  user={user}
                  isOwn={session !== undefined && isOneself({ ...user, poolId }, session)}
                  picked={picked.includes(user.username)}
                  onPick={(wanted) =>
                    pick(wanted ? [...picked, user.username] : picked.filter((name) => name !== user.username))
                  }
                  userLink={(username, text) => userLink(poolId, username, text)}
                />
              ))}
            </Rows>
          )}
          <div className="flex flex-wrap gap-2 self-end">
            {page > 1 ? <FirstPage onClick={() => onFilter(first(filter), true)} /> : null}
            {users.data.next === undefined ? null : (
              <NextPage
                onClick={(mark) => onFilter({ ...filter, after: addressOf(mark), page: page + 1 }, true)}
                mark={users.data.next}
              />
            )}
          </div>
        </section>
      ) : null}
    </>
  )
}

type NextPageProps = { mark: string; onClick: (mark: string) => void }

const NextPage = ({ mark, onClick }: NextPageProps) => <Button onClick={() => onClick(mark)}>{t`Next page`}</Button>

const FirstPage = ({ onClick }: { onClick: () => void }) => <Button onClick={onClick}>{t`First page`}</Button>

function first({ after: _after, page: _page, ...filter }: UsersFilter): UsersFilter {
  return filter
}

function emptyTitle(nobody: string | undefined, page: number) {
  if (page > 1) return t`This page is empty`
  return nobody === undefined ? t`No users in this pool yet` : <bdi className="wrap-anywhere">{nobody}</bdi>
}

function sourceOf(poolId: string, filter: UsersFilter): SignOutSource {
  const group = groupOf(filter)
  if (group !== undefined) return { of: 'group', poolId, group }
  const search = searchOf(filter)
  return search === undefined ? { of: 'pool', poolId } : { of: 'search', poolId, search }
}
