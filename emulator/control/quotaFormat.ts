import type { Shape } from '../wire/Operation.ts'
import type { Quotas } from '../wire/Quotas.ts'
import { DEFAULT_LIMITS, DEFAULT_SHARES } from '../wire/quotaTable.ts'
import { check } from './checks.ts'

const limit = { type: 'integer', min: 1, max: 1_000_000 } as const satisfies Shape

const quotas = {
  type: 'structure',
  members: {
    enabled: { type: 'boolean' },
    limits: {
      type: 'structure',
      members: limits(DEFAULT_LIMITS),
    },
    ...limits(DEFAULT_SHARES),
  },
} as const satisfies Shape

function limits(defaults: object): Record<string, typeof limit> {
  return Object.fromEntries(Object.keys(defaults).map((name) => [name, limit]))
}

/** Checks that JSON is a change of quotas. Throws BadControlRequest with the path. */
export function checkQuotas(value: unknown): Parameters<Quotas['change']>[0] {
  return check(quotas, value) as Parameters<Quotas['change']>[0]
}
