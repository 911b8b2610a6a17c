import type { Shape } from '../wire/Operation.ts'

/** The named types of the identity pools' service model that the operations share [D] (facts, part 7). */

export const identityId = { type: 'string', min: 1, max: 55, pattern: '[\\w-]+:[0-9a-f-]+' } as const satisfies Shape
export const logins = {
  type: 'map',
  max: 10,
  value: { type: 'string', min: 1, max: 50_000, isSecret: true },
} as const satisfies Shape
