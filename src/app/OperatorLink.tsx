import { Link } from '@tanstack/react-router'
import { type ReactNode, useSyncExternalStore } from 'react'

import { buttonClass } from '../ui/buttonClass.ts'
import { vault } from '../vault/client.ts'
import { mayOperate } from './mayOperate.ts'

type OperatorLinkProps = { to: '/app-clients' | '/pools'; children: ReactNode }

/** A way to the page where an operator can change what is in the way; nothing for anybody who is none. */
export const OperatorLink = ({ to, children }: OperatorLinkProps) => {
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  if (state.state !== 'signed in' || !mayOperate(vault.config, state.session, access)) return null
  return (
    <Link to={to} className={buttonClass('secondary', 'small')}>
      {children}
    </Link>
  )
}
