import type { SignInMethod } from '../../vault/protocol/signIn.ts'

const firsts: Record<SignInMethod['by'], string> = {
  password: 'with a password',
  passkey: 'with a passkey',
  'text message': 'with a code from a text message',
  email: 'with a code from an email',
  'managed login': 'through managed login',
}

const seconds: Record<NonNullable<SignInMethod['second']>, string> = {
  'authenticator app': 'and a code from an authenticator app',
  'text message': 'and a code from a text message',
  email: 'and a code from an email',
  'remembered device': 'on a remembered device',
}

/** How somebody signed in: "with a password and a code from an authenticator app". */
export function howWords({ by, second }: SignInMethod): string {
  return second === undefined ? firsts[by] : `${firsts[by]} ${seconds[second]}`
}
