import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactElement, ReactNode } from 'react'

import type { ChangeWish, ClientFix } from '../../vault/protocol/clientChanges.ts'

type Words = {
  /** The question before it. The client's name is an element: nobody's name becomes markup of the sentence. */
  ask: (client: ReactElement) => ReactNode
  /** On the button. */
  verb: string
  /** What is so once it was read back: "Revocation is off for Kiosk". */
  done: (client: string) => string
  consequences: readonly string[]
}

const revocation = {
  on: {
    ask: (client) => <Trans>Switch token revocation on for {client}?</Trans>,
    verb: t`Switch revocation on`,
    done: (client) => t`Revocation is on for ${client}`,
    consequences: [
      t`Sessions that began before cannot be fully revoked.`,
      t`New tokens carry two more claims, origin_jti and jti.`,
    ],
  },
  off: {
    ask: (client) => <Trans>Switch token revocation off for {client}?</Trans>,
    verb: t`Switch revocation off`,
    done: (client) => t`Revocation is off for ${client}`,
    consequences: [
      t`“Sign out this device” stops working for this app client: a stolen refresh token lives until it expires.`,
      t`Access tokens of sessions that begin from now on cannot be ended early.`,
      t`Signing out everywhere goes on working.`,
    ],
  },
} as const satisfies Record<'on' | 'off', Words>

const shorterConsequences = [
  t`Tokens that were issued before keep their time.`,
  t`Apps refresh, or sign in, more often.`,
]

const fixes: Readonly<Record<ClientFix, Words>> = {
  'access lifetime': {
    ask: (client) => <Trans>Shorten the access token to 1 hour for {client}?</Trans>,
    verb: t`Shorten to 1 hour`,
    done: (client) => t`The access token lives 1 hour for ${client}`,
    consequences: shorterConsequences,
  },
  'id lifetime': {
    ask: (client) => <Trans>Shorten the ID token to 1 hour for {client}?</Trans>,
    verb: t`Shorten to 1 hour`,
    done: (client) => t`The ID token lives 1 hour for ${client}`,
    consequences: shorterConsequences,
  },
  'refresh lifetime': {
    ask: (client) => <Trans>Shorten the refresh token to 30 days for {client}?</Trans>,
    verb: t`Shorten to 30 days`,
    done: (client) => t`The refresh token lives 30 days for ${client}`,
    consequences: shorterConsequences,
  },
  rotation: {
    ask: (client) => <Trans>Switch rotation on for {client}?</Trans>,
    verb: t`Switch rotation on`,
    done: (client) => t`Rotation is on for ${client}`,
    consequences: [
      t`Every refresh gives a new refresh token, and the old one works for 10 seconds more.`,
      t`The app must refresh with GetTokensFromRefreshToken: REFRESH_TOKEN_AUTH stops working.`,
    ],
  },
  'hidden users': {
    ask: (client) => <Trans>Answer unknown names and wrong passwords alike for {client}?</Trans>,
    verb: t`Answer alike`,
    done: (client) => t`Unknown names and wrong passwords are answered alike for ${client}`,
    consequences: [t`A sign-in with an unknown name is refused as one with a wrong password is.`],
  },
  'no implicit flow': {
    ask: (client) => <Trans>Take the implicit flow from {client}?</Trans>,
    verb: t`Remove the implicit flow`,
    done: (client) => t`The implicit flow is gone from ${client}`,
    consequences: [t`Apps that ask for response_type=token are refused from now on.`],
  },
  'safe callbacks': {
    ask: (client) => <Trans>Remove the unsafe callbacks of {client}?</Trans>,
    verb: t`Remove the callbacks`,
    done: (client) => t`The unsafe callbacks are gone from ${client}`,
    consequences: [t`Managed login no longer sends anybody back to the addresses that are removed.`],
  },
  'no password flow': {
    ask: (client) => <Trans>Take the password flow from {client}?</Trans>,
    verb: t`Remove the password flow`,
    done: (client) => t`The password flow is gone from ${client}`,
    consequences: [
      t`Apps that send the password itself (USER_PASSWORD_AUTH) are refused from now on.`,
      t`Where that was the only way in, SRP takes its place: apps have to sign in with it.`,
    ],
  },
}

const asBefore: Words = {
  ask: (client) => <Trans>Restore all settings of {client}?</Trans>,
  verb: t`Restore`,
  done: (client) => t`All settings are as before for ${client}`,
  consequences: [t`Whatever anybody has changed since is overwritten.`],
}

const undone: Words = {
  ask: (name) => <Trans>Undo the change of {name}?</Trans>,
  verb: t`Undo the change`,
  done: (name) => t`The change of ${name} is undone`,
  consequences: [t`What the change mended is as it was before. Everything else stays.`],
}

/** The words of a wish. */
export function wordsOf(wish: ChangeWish): Words {
  if (wish.set === 'as before') return asBefore
  if (wish.set === 'undone') return undone
  if (wish.set === 'revocation') return revocation[wish.on ? 'on' : 'off']
  return fixes[wish.set]
}
