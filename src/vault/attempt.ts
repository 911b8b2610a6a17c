import type { DeviceSecret } from './devices.ts'
import type { SignInMethod, SignInWay } from './protocol/signIn.ts'

/** A sign-in from its first call on: what is known of who signs in, and how far they have proven it. */
export type Attempt = {
  /** Seals the session; without one it stays in memory, and this browser is no device of anybody's. */
  readonly half: string | undefined
  readonly typed: string
  /** How Cognito calls the person, once it has said so. */
  username: string
  by: SignInWay | undefined
  second: SignInMethod['second']
  /** Whether the first factor is proven: a code is then the second. */
  proven: boolean
  /** When its last step began, by this machine's clock. */
  askedMs: number
  /** This browser as a device of theirs. */
  device: DeviceSecret | undefined
}

/** A sign-in that has just begun, by a way that was chosen beforehand or is still to be. */
export function attemptOf(typed: string, half: string | undefined, by: SignInWay | undefined): Attempt {
  const proven = by === 'password'
  return { half, typed, username: typed, by, second: undefined, proven, askedMs: 0, device: undefined }
}

/** Who answers, and on which device, in Cognito's words. */
export function whoIn({ username, device }: Attempt): Record<string, string> {
  return { USERNAME: username, ...(device === undefined ? {} : { DEVICE_KEY: device.key }) }
}

/** How the session began that this sign-in led to. */
export function methodOf({ by = 'password', second }: Attempt): SignInMethod {
  return { by, ...(second === undefined ? {} : { second }) }
}
