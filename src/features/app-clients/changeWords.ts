import { t } from '@lingui/core/macro'
import type { ChangeWish, ClientFix } from '../../vault/protocol/clientChanges.ts'

type Words = {
  /** As a question without the client's name: "Switch token revocation off for". */
  ask: string
  /** On the button. */
  verb: string
  /** After it was read back, before the client's name: "Revocation is off for". */
  done: string
  consequences: readonly string[]
}

const revocation = {
  on: {
    ask: t`Switch token revocation on for`,
    verb: t`Switch revocation on`,
    done: t`Revocation is on for`,
    consequences: [
      t`Sessions that began before cannot be fully revoked.`,
      t`New tokens carry two more claims, origin_jti and jti.`,
    ],
  },
  off: {
    ask: t`Switch token revocation off for`,
    verb: t`Switch revocation off`,
    done: t`Revocation is off for`,
    consequences: [
      t`“Sign out this device” stops working for this app client: a stolen refresh token lives until it expires.`,
      t`Access tokens of sessions that begin from now on cannot be ended early.`,
      t`Signing out everywhere goes on working.`,
    ],
  },
} as const satisfies Record<'on' | 'off', Words>

const shorter = (token: string, span: string): Words => ({
  ask: t`Shorten the ${token} token to ${span} for`,
  verb: t`Shorten to ${span}`,
  done: t`The ${token} token lives ${span} for`,
  consequences: [t`Tokens that were issued before keep their time.`, t`Apps refresh, or sign in, more often.`],
})

const fixes: Readonly<Record<ClientFix, Words>> = {
  'access lifetime': shorter('access', '1 hour'),
  'id lifetime': shorter('ID', '1 hour'),
  'refresh lifetime': shorter('refresh', '30 days'),
  rotation: {
    ask: t`Switch rotation on for`,
    verb: t`Switch rotation on`,
    done: t`Rotation is on for`,
    consequences: [
      t`Every refresh gives a new refresh token, and the old one works for 10 seconds more.`,
      t`The app must refresh with GetTokensFromRefreshToken: REFRESH_TOKEN_AUTH stops working.`,
    ],
  },
  'hidden users': {
    ask: t`Hide which users exist from`,
    verb: t`Hide users`,
    done: t`Users are hidden from`,
    consequences: [t`A sign-in with an unknown name is refused as one with a wrong password is.`],
  },
  'no implicit flow': {
    ask: t`Take the implicit flow from`,
    verb: t`Remove the implicit flow`,
    done: t`The implicit flow is gone from`,
    consequences: [t`Apps that ask for response_type=token are refused from now on.`],
  },
  'safe callbacks': {
    ask: t`Remove the unsafe callbacks of`,
    verb: t`Remove the callbacks`,
    done: t`The unsafe callbacks are gone from`,
    consequences: [t`Managed login no longer sends anybody back to the addresses that are removed.`],
  },
  'no password flow': {
    ask: t`Take the password flow from`,
    verb: t`Remove the password flow`,
    done: t`The password flow is gone from`,
    consequences: [t`Apps that send the password itself (USER_PASSWORD_AUTH) are refused from now on.`],
  },
}

const asBefore: Words = {
  ask: t`Restore all settings of`,
  verb: t`Restore`,
  done: t`All settings are as before for`,
  consequences: [t`Whatever anybody has changed since is overwritten.`],
}

/** The words of a wish. */
export function wordsOf(wish: ChangeWish): Words {
  if (wish.set === 'as before') return asBefore
  if (wish.set === 'revocation') return revocation[wish.on ? 'on' : 'off']
  return fixes[wish.set]
}
