import type { Config } from '../../lib/config.ts'

/** The ways to sign in that this page has a form for. */
export type Offer = 'password' | 'choice'

/** What a deployment offers, first things first. Until its config is known: a user name and a password. */
export function offersOf(config: Config | undefined): readonly [Offer, ...Offer[]] {
  const [first = 'password', ...more] = (config?.signIn ?? []).filter((way) => way !== 'managed login')
  return [first, ...more]
}
