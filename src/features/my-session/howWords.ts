import { t } from '@lingui/core/macro'
import type { SignInMethod } from '../../vault/protocol/signIn.ts'

/** How somebody signed in: "with a password and a code from an authenticator app". */
export function howWords({ by, second }: SignInMethod): string {
  const way = ways[by]
  switch (second) {
    case undefined:
      return way
    case 'authenticator app':
      return t`${way} and a code from an authenticator app`
    case 'text message':
      return t`${way} and a code from a text message`
    case 'email':
      return t`${way} and a code from an email`
    case 'remembered device':
      return t`${way} on a remembered device`
    default:
      return second satisfies never
  }
}

const ways: Record<SignInMethod['by'], string> = {
  password: t`with a password`,
  passkey: t`with a passkey`,
  'text message': t`with a code from a text message`,
  email: t`with a code from an email`,
  'managed login': t`through managed login`,
}
