import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'

import { CallsToggle } from '../features/calls/CallsToggle.tsx'
import { WithinLimits } from '../features/limits/WithinLimits.tsx'
import { AppFrame } from '../ui/AppFrame.tsx'
import { Brand } from '../ui/Brand.tsx'
import { buttonClass, navLinkClass } from '../ui/buttonClass.ts'
import { DeniedActions } from '../ui/deniedActions.ts'
import { vault } from '../vault/client.ts'
import { CallsPart } from './CallsPart.tsx'
import { Commands } from './commands/Commands.tsx'
import { Banner, isFramed } from './Banner.tsx'
import { Languages } from './Languages.tsx'
import { mayOperate } from './mayOperate.ts'
import { OutboxNotice } from './OutboxNotice.tsx'
import { SignOutButton } from './SignOutButton.tsx'
import { TypedNotice } from './TypedNotice.tsx'

/** The frame around every page: brand, pages, and always which deployment this is. */
export const Layout = () => {
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const signedIn = state.state === 'signed in'
  const operates = state.state === 'signed in' && mayOperate(vault.config, state.session, access)
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const showReceipt = (receiptId: string) => void navigate({ to: '/receipts/$receiptId', params: { receiptId } })
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
              <Trans>My session</Trans>
            </Link>
            <Link to="/activity" className={navLinkClass}>
              <Trans>Activity</Trans>
            </Link>
          </>
        ) : undefined
      }
      moreNav={operates ? { label: t`Operator`, links: <OperatorLinks at={pathname} /> } : undefined}
      foot={
        <>
          <Languages />
          {signedIn && !operates ? (
            <Link to="/access" className="rounded-sm underline hover:text-ink">
              {t`Operator access`}
            </Link>
          ) : null}
        </>
      }
      environment={<Banner />}
      production={isFramed(vault.config, access)}
      // Eleven columns: every pixel of it is one less to scroll sideways.
      width={pathname === '/app-clients' ? 'wide' : 'page'}
      tools={
        <>
          {signedIn ? <Commands operates={operates} /> : null}
          <CallsToggle />
          {state.state === 'signed in' && pathname !== '/' ? <SignOutButton session={state.session} /> : null}
        </>
      }
      drawer={<CallsPart />}
    >
      {onReceipt ? null : <OutboxNotice />}
      <WithinLimits onLeft={showReceipt}>
        {signedIn ? <TypedNotice /> : null}
        <DeniedActions value={signedIn && pathname !== '/access' ? <AccessLink /> : undefined}>
          <Outlet />
        </DeniedActions>
      </WithinLimits>
    </AppFrame>
  )
}

const AccessLink = () => (
  <Link to="/access" className={buttonClass('secondary', 'small')}>
    <Trans>Open Access</Trans>
  </Link>
)

const operatorLinks = [
  { to: '/app-clients', name: t`App clients` },
  { to: '/pools', name: t`Pools` },
  { to: '/users', name: t`Users` },
  { to: '/jobs', name: t`Jobs` },
  { to: '/leaked-token', name: t`Leaked token` },
  { to: '/access', name: t`Access` },
] as const

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}

const OperatorLinks = ({ at }: { at: string }) => {
  // On a phone the row of links scrolls: the page that is open is brought into sight. The row alone: the window changes
  // its size when a keyboard comes up, too, and whoever types must stay where they are.
  useEffect(() => {
    const show = () => {
      const open = [...document.querySelectorAll('nav a')].find((link) => {
        const page = link.getAttribute('href') ?? '/'
        return at === page || (page !== '/' && at.startsWith(`${page}/`))
      })
      const row = open?.closest('nav')
      if (open && row) row.scrollLeft += middleOf(open) - middleOf(row)
    }
    show()
    addEventListener('resize', show)
    return () => removeEventListener('resize', show)
  }, [at])
  return operatorLinks.map(({ to, name }) => (
    <Link key={to} to={to} className={navLinkClass}>
      {name}
    </Link>
  ))
}
