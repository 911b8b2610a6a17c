import type { Config } from './config.ts'

/** True for deployments that talk to an emulator on this machine and not to AWS. A proxy elsewhere may well lead to AWS. */
export function isEmulated({ endpoints, domain }: Config): boolean {
  const address = endpoints?.cognitoIdp
  if (address === undefined || !isThisMachine(new URL(address).hostname)) return false
  return domain === undefined || isThisMachine(new URL(domain).hostname)
}

/**
 * Whether something is production, by the deployment's own pattern, without regard to case; never without a pattern.
 * @param names what it is known by: a pool's name and id, an account. Without any, the deployment itself is meant
 */
export function isProduction(
  { production, name, userPoolId }: Pick<Config, 'production' | 'name' | 'userPoolId'>,
  ...names: readonly (string | undefined)[]
): boolean {
  if (production === undefined) return false
  const pattern = new RegExp(production, 'i')
  const known = names.length > 0 ? names : [name, userPoolId]
  return known.some((text) => text !== undefined && pattern.test(text))
}

/** The ways to sign in that a deployment offers, in their order. */
export function signInsOf({ signIn: offered, domain: pages }: Config): NonNullable<Config['signIn']> {
  return offered ?? (pages === undefined ? ['password'] : ['managed login'])
}

/** The address of managed login, where the deployment offers it: only there does it lead back here. */
export function managedLoginOf(config: Config): string | undefined {
  return signInsOf(config).includes('managed login') ? config.domain : undefined
}

/** Words of the config in a language; in English where they are not given in it. */
export function wordsIn(language: string, said: string | ({ en: string } & Record<string, string>)): string {
  return typeof said === 'string' ? said : (said[language] ?? said.en)
}

/** @param hostname as `URL` gives it */
export function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')
}
