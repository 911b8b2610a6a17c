import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { segmentOf } from '../../lib/userPath.ts'

type UserLinkProps = { poolId: string; username: string; className?: string | undefined; children: ReactNode }

const plain = 'min-w-0 wrap-anywhere rounded-sm underline decoration-edge underline-offset-4 hover:decoration-current'

/** The way to the page of a user whom a receipt is about. */
export const UserLink = ({ poolId, username, className = plain, children }: UserLinkProps) => (
  <Link
    to="/users/$poolId/$username"
    params={{ poolId, username: segmentOf(username) }}
    preload={false}
    className={className}
  >
    {children}
  </Link>
)
