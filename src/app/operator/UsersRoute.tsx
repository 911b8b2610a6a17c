import { Trans } from '@lingui/react/macro'
import { getRouteApi, Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { CompromisedPage } from '../../features/users/CompromisedPage.tsx'
import { UserPage } from '../../features/users/UserPage.tsx'
import type { UsersFilter } from '../../features/users/usersFilter.ts'
import { UsersPage } from '../../features/users/UsersPage.tsx'
import type { SignOutSource } from '../../jobs/source.ts'
import { segmentOf, usernameIn } from '../../lib/userPath.ts'
import { buttonClass } from '../../ui/buttonClass.ts'
import { SignedIn } from '../SignedIn.tsx'

const usersRoute = getRouteApi('/users')
const userRoute = getRouteApi('/users/$poolId/$username')
const compromisedRoute = getRouteApi('/users/$poolId/$username/compromised')

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Whom a new job is to sign out; handed over with the navigation to it. */
    signOutSource?: SignOutSource
    /** The list of users that a user was opened from, to lead back to. */
    foundBy?: UsersFilter
  }
}

const addressOf = (poolId: string, username: string) => ({ poolId, username: segmentOf(username) })

const receiptLink = (receiptId: string) => (
  <Link to="/receipts/$receiptId" params={{ receiptId }} className={buttonClass('secondary', 'small')}>
    <Trans>Show receipt</Trans>
  </Link>
)

const userLink = (poolId: string, username: string, text: ReactNode, foundBy: UsersFilter) => (
  <Link
    to="/users/$poolId/$username"
    params={addressOf(poolId, username)}
    state={{ foundBy }}
    preload={false}
    className="min-w-0 rounded-sm underline decoration-edge underline-offset-4 hover:decoration-current"
  >
    {text}
  </Link>
)

export const UsersRoute = () => {
  const filter = usersRoute.useSearch()
  const navigate = usersRoute.useNavigate()
  return (
    <SignedIn>
      {() => (
        <UsersPage
          filter={filter}
          onFilter={(search, step) => void navigate({ search, replace: !step })}
          userLink={(...of) => userLink(...of, filter)}
          onSignOutMany={(signOutSource) => void navigate({ href: '/jobs/new', state: { signOutSource } })}
        />
      )}
    </SignedIn>
  )
}

export const UserRoute = () => {
  const { poolId, username: segment } = userRoute.useParams()
  const foundBy = useLocation({ select: ({ state }) => state.foundBy })
  const username = usernameIn(segment)
  return (
    <SignedIn>
      {() => (
        <UserPage
          key={`${poolId} ${username}`}
          poolId={poolId}
          username={username}
          receiptLink={receiptLink}
          compromisedLink={
            <Link
              to="/users/$poolId/$username/compromised"
              params={addressOf(poolId, username)}
              state
              className={buttonClass()}
            >
              <Trans>Compromised account</Trans>
            </Link>
          }
          usersLink={
            <Link to="/users" search={foundBy ?? { pool: poolId }} className={buttonClass()}>
              {foundBy === undefined ? <Trans>All users</Trans> : <Trans>Back to the users</Trans>}
            </Link>
          }
        />
      )}
    </SignedIn>
  )
}

export const CompromisedRoute = () => {
  const { poolId, username: segment } = compromisedRoute.useParams()
  const { receipt } = compromisedRoute.useSearch()
  const navigate = compromisedRoute.useNavigate()
  const username = usernameIn(segment)
  return (
    <SignedIn>
      {() => (
        <CompromisedPage
          key={`${poolId} ${username}`}
          poolId={poolId}
          username={username}
          receiptId={receipt}
          onReceipt={(begun) => void navigate({ search: { receipt: begun }, replace: true, state: true })}
          receiptLink={receiptLink}
          userLink={
            <Link to="/users/$poolId/$username" params={addressOf(poolId, username)} state className={buttonClass()}>
              <Trans>Back to the user</Trans>
            </Link>
          }
        />
      )}
    </SignedIn>
  )
}
