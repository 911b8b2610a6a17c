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
    ask: 'Switch token revocation on for',
    verb: 'Switch revocation on',
    done: 'Revocation is on for',
    consequences: [
      'Sessions that began before cannot be fully revoked.',
      'New tokens carry two more claims, origin_jti and jti.',
    ],
  },
  off: {
    ask: 'Switch token revocation off for',
    verb: 'Switch revocation off',
    done: 'Revocation is off for',
    consequences: [
      '“Sign out this device” stops working for this app client: a stolen refresh token lives until it expires.',
      'Access tokens of sessions that begin from now on cannot be ended early.',
      'Signing out everywhere goes on working.',
    ],
  },
} as const satisfies Record<'on' | 'off', Words>

const shorter = (token: string, span: string): Words => ({
  ask: `Shorten the ${token} token to ${span} for`,
  verb: `Shorten to ${span}`,
  done: `The ${token} token lives ${span} for`,
  consequences: [`Tokens that were issued before keep their time.`, `Apps refresh, or sign in, more often.`],
})

const fixes: Readonly<Record<ClientFix, Words>> = {
  'access lifetime': shorter('access', '1 hour'),
  'id lifetime': shorter('ID', '1 hour'),
  'refresh lifetime': shorter('refresh', '30 days'),
  rotation: {
    ask: 'Switch rotation on for',
    verb: 'Switch rotation on',
    done: 'Rotation is on for',
    consequences: [
      'Every refresh gives a new refresh token, and the old one works for 10 seconds more.',
      'The app must refresh with GetTokensFromRefreshToken: REFRESH_TOKEN_AUTH stops working.',
    ],
  },
  'hidden users': {
    ask: 'Hide which users exist from',
    verb: 'Hide users',
    done: 'Users are hidden from',
    consequences: ['A sign-in with an unknown name is refused as one with a wrong password is.'],
  },
  'no implicit flow': {
    ask: 'Take the implicit flow from',
    verb: 'Remove the implicit flow',
    done: 'The implicit flow is gone from',
    consequences: ['Apps that ask for response_type=token are refused from now on.'],
  },
  'safe callbacks': {
    ask: 'Remove the unsafe callbacks of',
    verb: 'Remove the callbacks',
    done: 'The unsafe callbacks are gone from',
    consequences: ['Managed login no longer sends anybody back to the addresses that are removed.'],
  },
  'no password flow': {
    ask: 'Take the password flow from',
    verb: 'Remove the password flow',
    done: 'The password flow is gone from',
    consequences: ['Apps that send the password itself (USER_PASSWORD_AUTH) are refused from now on.'],
  },
}

const asBefore: Words = {
  ask: 'Restore all settings of',
  verb: 'Restore',
  done: 'All settings are as before for',
  consequences: ['Whatever anybody has changed since is overwritten.'],
}

/** The words of a wish. */
export function wordsOf(wish: ChangeWish): Words {
  if (wish.set === 'as before') return asBefore
  if (wish.set === 'revocation') return revocation[wish.on ? 'on' : 'off']
  return fixes[wish.set]
}
