import { Trans } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useSyncExternalStore } from 'react'

import { SessionPage } from '../features/my-session/SessionPage.tsx'
import { SignInPage } from '../features/sign-in/SignInPage.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { vault } from '../vault/client.ts'
import type { SessionFacts } from '../vault/protocol.ts'
import { OperatorLink } from './OperatorLink.tsx'
import { TypedPromise } from './TypedNotice.tsx'

type SignedInProps = { children: (session: SessionFacts) => ReactNode }

/** Shows a page to whoever is signed in; to anybody else the sign-in, which leads back to where they were. */
export const SignedIn = ({ children }: SignedInProps) => {
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  if (state.state === 'signed in') return children(state.session)
  const receiptId = state.ended?.receiptId
  const receipt =
    receiptId === undefined ? undefined : (
      <Link to="/receipts/$receiptId" params={{ receiptId }} className={buttonClass('secondary', 'small')}>
        <Trans>Show receipt</Trans>
      </Link>
    )
  return <SignInPage config={vault.config} ended={state.ended} receipt={receipt} aftermath={<TypedPromise />} />
}

export const MySession = () => {
  const navigate = useNavigate()
  const leave = (receiptId: string) => void navigate({ to: '/receipts/$receiptId', params: { receiptId } })
  return (
    <SignedIn>
      {(session) => (
        <SessionPage
          session={session}
          onLeft={leave}
          pools={
            <OperatorLink to="/pools">
              <Trans>Go to Pools</Trans>
            </OperatorLink>
          }
        />
      )}
    </SignedIn>
  )
}
