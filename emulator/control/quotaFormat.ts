import type { Shape } from '../wire/Operation.ts'
import type { Quotas } from '../wire/Quotas.ts'
import { DEFAULT_LIMITS } from '../wire/quotaTable.ts'
import { check } from './checks.ts'

const limit = { type: 'integer', min: 1, max: 1_000_000 } as const satisfies Shape

const quotas = {
  type: 'structure',
  members: {
    enabled: { type: 'boolean' },
    limits: {
      type: 'structure',
      members: Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((category) => [category, limit])),
    },
    perPool: limit,
  },
} as const satisfies Shape

/** Checks that JSON is a change of quotas. Throws BadControlRequest with the path. */
export function checkQuotas(value: unknown): Parameters<Quotas['change']>[0] {
  return check(quotas, value) as Parameters<Quotas['change']>[0]
}
