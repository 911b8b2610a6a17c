import type { Ground } from './Ground.ts'

/** What a scenario cannot do without, and not every endpoint has. */
export type Need = 'clock' | 'own pool' | 'pinpoint'

/** How sure the emulator's README is of a claim; several where parts of it differ. */
export type Mark = 'D' | 'T' | 'B' | 'E' | '?'

/** One claim about how Cognito behaves, which any endpoint can be asked. */
export interface Scenario {
  /** `group/what-it-is-about`; no two are alike. */
  readonly name: string
  /** What is claimed, in a sentence without a full stop. */
  readonly claim: string
  readonly marks: readonly Mark[]
  readonly needs?: readonly Need[]
  /** What is observed where the claim holds: an answer a line, as `said` writes them. */
  readonly expected: readonly string[]
  /** Does what the claim is about, and gives what was answered. It throws where it does not get that far. */
  readonly observe: (ground: Ground) => Promise<readonly string[]>
}
