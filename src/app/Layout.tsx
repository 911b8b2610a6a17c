import { Link, Outlet } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'

import { isEmulated } from '../lib/config.ts'
import { AppFrame, Environment } from '../ui/AppFrame.tsx'
import { Brand } from '../ui/Brand.tsx'
import { navLinkClass } from '../ui/buttonClass.ts'
import { vault } from '../vault/client.ts'
import { OutboxNotice } from './OutboxNotice.tsx'

/** The frame around every page: brand, pages, and always which deployment this is. */
export const Layout = () => {
  const { config } = vault
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const signedIn = state.state === 'signed in'
  return (
    <AppFrame
      brand={
        <Link to="/" className="rounded-sm">
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
    >
      <OutboxNotice />
      <Outlet />
    </AppFrame>
  )
}
