import { isFresh } from '../lib/freshness.ts'
import { vault } from '../vault/client.ts'
import type { SessionFacts } from '../vault/protocol.ts'
import type { Keeping } from './keeping.ts'
import type { SignedInNow } from './signedIn.ts'
import type { Starter } from './signOutList.ts'

/** Whose job one is that begins now. */
export function starterOf({ poolId, username, email }: SessionFacts): Starter {
  return { poolId, username, ...(email === undefined ? {} : { email }) }
}

/** Who is signed in in this page. */
export function signedInHere(): SignedInNow | undefined {
  const state = vault.session()
  if (state.state !== 'signed in') return undefined
  const { session } = state
  return { by: starterOf(session), signedInAt: session.signedInAt, isFresh: isFresh(session, new Date()) }
}

/** How the session of whoever is signed in in this page is kept. */
export function keepingHere(): Keeping | undefined {
  const state = vault.session()
  if (state.state !== 'signed in') return undefined
  return state.session.memoryOnly ? 'in memory' : 'on disk'
}
