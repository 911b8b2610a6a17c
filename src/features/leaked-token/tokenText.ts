import { t } from '@lingui/core/macro'

import { momentText, secondText } from '../../lib/time.ts'
import type { MarkState } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { LeakedToken, TokenLife } from '../../vault/protocol/leaks.ts'
import { isMild, type Since } from './since.ts'

/** What a kind of token is called. */
export const kindText = { refresh: t`Refresh token`, access: t`Access token`, id: t`ID token` } as const

/**
 * Whether a token lives, in a word, and why that is so, in a sentence. Never more than what is known.
 * @param since what became of it by the end of another token of the text
 */
export function lifeText(token: LeakedToken, since: Since | undefined): { mark: MarkState; word: string; why: string } {
  const { life, kind, pool, signature } = token
  if (pool.state === 'foreign') {
    return {
      mark: 'none',
      word: t`Of another pool`,
      why: t`It names a pool that is not among those you may see, so it was sent nowhere. Whoever runs that pool can end it.`,
    }
  }
  if (signature === 'does not fit') {
    return {
      mark: 'none',
      word: t`Not genuine`,
      why: t`Its signature does not fit the pool’s keys: it was changed or made up, and no server that checks takes it.`,
    }
  }
  switch (life.state) {
    case 'alive': {
      const time = secondText(life.at)
      return {
        mark: 'failed',
        word: t`Alive`,
        why: t`Cognito took it at ${time}: whoever holds it is signed in with it.`,
      }
    }
    case 'expired': {
      const moment = momentText(life.at, vault.now())
      return { mark: 'ended', word: t`Dead`, why: t`It ran out at ${moment}. Its session may live on.` }
    }
    case 'refused': {
      const { message } = life
      const time = secondText(life.at)
      return { mark: 'ended', word: t`Dead`, why: t`Cognito refused it at ${time}: “${message}”` }
    }
    case 'failed': {
      const { code } = life
      return { mark: 'unknown', word: t`Not known`, why: t`Cognito could not be asked (${code}). Look again.` }
    }
    case 'not known':
      return { mark: 'unknown', word: t`Not known`, why: isMild(token, since) ? goneWhy : unknownWhy(kind, life) }
    default:
      return life satisfies never
  }
}

/** Its session has ended, so far as Cognito says; who looks at the token alone cannot know. */
const goneWhy = t`It has not expired, and no call tells of this token itself. Servers that look only at signature and expiry take it until it runs out.`

function unknownWhy(kind: LeakedToken['kind'], life: Extract<TokenLife, { state: 'not known' }>): string {
  if (kind === 'refresh') {
    return t`Cognito sealed it: whose it is, and from which app client, only Cognito can read. Revoking it is safe either way.`
  }
  if (life.why === 'refused otherwise') {
    const { code } = life
    return t`It was refused (${code}), which does not say that its session has ended. Treat it as alive.`
  }
  if (life.why === 'no scope') {
    return t`It has not expired, and lacks the scope with which Cognito could be asked about it. Treat it as alive.`
  }
  if (life.why === 'not sent') return t`The pool’s keys could not be read, so it was not sent. Look again.`
  return t`It has not expired, and Cognito has no call that checks an ID token. Treat it as alive.`
}
