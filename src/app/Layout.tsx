import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'

import { isEmulated } from '../lib/config.ts'
import { AppFrame, Environment } from '../ui/AppFrame.tsx'
import { Brand } from '../ui/Brand.tsx'
import { navLinkClass } from '../ui/buttonClass.ts'
import { vault } from '../vault/client.ts'
import { OutboxNotice } from './OutboxNotice.tsx'
import { SignOutButton } from './SignOutButton.tsx'

/** The frame around every page: brand, pages, and always which deployment this is. */
export const Layout = () => {
  const { config } = vault
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const signedIn = state.state === 'signed in'
  const { pathname } = useLocation()
  const onReceipt = pathname.startsWith('/receipts/')
  return (
    <AppFrame
      brand={
        <Link to="/" className="inline-flex rounded-sm">
          <Brand />
        </Link>
      }
      nav={
        signedIn ? (
          <>
            <Link to="/" className={navLinkClass} activeOptions={{ exact: true }}>
              My session
            </Link>
            {config.identityPoolId === undefined ? null : (
              <Link to="/app-clients" className={navLinkClass}>
                App clients
              </Link>
            )}
          </>
        ) : undefined
      }
      environment={
        <Environment
          kind={isEmulated(config) ? 'Emulator' : 'AWS'}
          parts={[config.region, config.name ?? config.userPoolId]}
        />
      }
      tools={signedIn && pathname !== '/' ? <SignOutButton /> : undefined}
    >
      {onReceipt ? null : <OutboxNotice />}
      <Outlet />
    </AppFrame>
  )
}
