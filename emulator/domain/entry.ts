import type { ChallengeName, UserContextDataType } from '@aws-sdk/client-cognito-identity-provider'
import type { Client } from './Clients.ts'
import type { Sender } from './Surroundings.ts'

/** How somebody came in, as the event of their sign-in has it. */
export interface Entry {
  /**
   * What they proved on the way: the password, and a second factor by its code, setting it up included. That a one-time
   * password, a passkey, a device, a sign-up's Session and a cookie prove neither is [?].
   */
  readonly proven?: readonly ChallengeName[] | undefined
  /** Where the app says that they are, if it may say so. */
  readonly ipAddress?: string | undefined
  /** Whose browser it was, where somebody else sends for the tokens. */
  readonly browser?: Sender | undefined
}

/** The same entry, with something more proven. */
export function having<T extends Entry>(entry: T, proof: ChallengeName): T {
  return { ...entry, proven: [...(entry.proven ?? []), proof] }
}

/**
 * The address that an app may say instead of the request's own, where the client propagates additional user context
 * data [D]; an administrator's server always may. That this holds beyond signing in is [?].
 */
export function acceptedAddress({ settings }: Client, said: UserContextDataType | undefined): string | undefined {
  return settings.EnablePropagateAdditionalUserContextData ? said?.IpAddress : undefined
}
