import type { Leaks, LeakParts } from './leaksCode.ts'
import type { Live } from './facts.ts'
import { familyOf } from './claims.ts'
import { onFirstUse } from './onFirstUse.ts'
import type { LeakOperations } from './protocol/leaks.ts'
import type { Surroundings } from './surroundings.ts'

type Handlers = {
  [Name in keyof LeakOperations]: (
    args: Parameters<LeakOperations[Name]>[0],
  ) => Promise<ReturnType<LeakOperations[Name]>>
}

/**
 * The operations on tokens that leaked; their code is loaded on first use. What was read is held for the session it was
 * read in, and no longer than the operator's credentials are.
 */
export function leakHandlers(
  around: Surroundings,
  parts: LeakParts,
): { handlers: Handlers; serveOnly: (live: Live | undefined) => void } {
  let made: Leaks | undefined
  let family: string | undefined
  const code = onFirstUse(async () => {
    const { Leaks } = await import('./leaksCode.ts')
    made = new Leaks(around, parts)
    return made
  })
  return {
    serveOnly(live) {
      const theirs = live && familyOf(live.claims)
      if (theirs !== family) made?.forget()
      family = theirs
    },
    handlers: {
      readLeaked: async ({ text }) => (await code()).read(text),
      revokeLeaked: async ({ tokenId, poolId, clientId }) => (await code()).revoke(tokenId, poolId, clientId),
      endLeakedUser: async ({ tokenId, tokenLifetimeMs }) => (await code()).endUser(tokenId, tokenLifetimeMs),
      forgetLeaked: async () => {
        made?.forget()
        return undefined
      },
    },
  }
}
