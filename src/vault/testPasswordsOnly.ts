import { vi } from 'vitest'

import type * as Srp from '../cognito/srp.ts'

/**
 * For `vi.mock` of the SRP arithmetic in tests that sign in thousands of times to worlds with passwords only: SRP_A is made
 * before each of those sign-ins and thrown away with the refusal of SRP, and takes two milliseconds and more each time.
 * All other parts of SRP stay what they are; a sign-in that is not refused fails for want of a fitting proof.
 */
export async function srpRefusedAnyway(): Promise<typeof Srp> {
  const srp = await vi.importActual<typeof Srp>('../cognito/srp.ts')
  return {
    ...srp,
    srpHalf: (secret) => ({
      secret,
      publicValue: Array.from(secret, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    }),
  }
}
