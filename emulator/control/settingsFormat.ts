import type { Surroundings } from '../domain/Surroundings.ts'
import type { Shape } from '../wire/Operation.ts'
import { check } from './checks.ts'

const name = { type: 'string', min: 1, max: 256 } as const satisfies Shape

const settings = {
  type: 'structure',
  members: {
    sessionDelayMs: { type: 'integer', min: 0, max: 3_600_000 },
    untrackedSessions: { type: 'string', values: ['refused', 'empty'] },
    address: { type: 'string', min: 1, max: 128 },
    places: { type: 'map', value: { type: 'structure', members: { City: name, Country: name } } },
  },
} as const satisfies Shape

/** Replaces the settings by those that JSON names and the defaults of the others. Throws BadControlRequest. */
export function putSettings(surroundings: Surroundings, value: unknown): void {
  const checked = check(settings, value) as Partial<Surroundings>
  surroundings.reset()
  Object.assign(surroundings, checked)
}

/** The settings as the control plane shows them. */
export function settingsState({ sessionDelayMs, untrackedSessions, address, places }: Surroundings): object {
  return { sessionDelayMs, untrackedSessions, address, places }
}
