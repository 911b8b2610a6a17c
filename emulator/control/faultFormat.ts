import { required } from '../operations/shapes.ts'
import type { Shape } from '../wire/Operation.ts'
import { BadControlRequest, check, shown } from './checks.ts'
import type { FaultPlan } from './Faults.ts'

const MISHAPS = ['error', 'network', 'delayMs', 'hang', 'answer'] as const

const fault = {
  type: 'structure',
  members: {
    operation: required({ type: 'string', pattern: '\\*|[A-Za-z]{1,64}' }),
    nth: { type: 'integer', min: 1, max: 1_000_000 },
    when: { type: 'string', values: ['before', 'after'] },
    error: {
      type: 'structure',
      members: {
        code: required({ type: 'string', min: 1, max: 128, pattern: '[A-Za-z.#]+' }),
        message: { type: 'string', max: 10_000 },
        status: { type: 'integer', min: 400, max: 599 },
      },
    },
    network: { type: 'string', values: ['reset', 'cut'] },
    delayMs: { type: 'integer', min: 0, max: 600_000 },
    hang: { type: 'boolean' },
    answer: {
      type: 'structure',
      members: {
        status: required({ type: 'integer', min: 200, max: 599 }),
        headers: { type: 'map', value: { type: 'string', pattern: '[\\x20-\\x7e]*' } },
        body: { type: 'string' },
        requestId: { type: 'boolean' },
        cors: { type: 'boolean' },
      },
    },
  },
} as const satisfies Shape

/** Checks that JSON is a fault and fills in its defaults. Throws BadControlRequest with the path. */
export function checkFault(value: unknown): FaultPlan {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const { times = 1, ...rest }: { times?: unknown } = isObject ? value : {}
  const checked = check(fault, isObject ? rest : value) as Partial<FaultPlan> & { readonly hang?: boolean }
  const isCount = typeof times === 'number' && Number.isInteger(times) && times >= 1
  if (!isCount && times !== 'always') {
    throw new BadControlRequest(`times: expected a whole number from 1 or "always", found ${shown(times)}`)
  }
  const given = MISHAPS.filter((name) => name in checked)
  if (given.length !== 1) {
    throw new BadControlRequest(`a fault has exactly one of ${MISHAPS.join(', ')}; found ${given.join(', ') || 'none'}`)
  }
  if (checked.hang === false) throw new BadControlRequest('hang: expected true')
  if ('answer' in checked) checkHeaders(checked.answer?.headers ?? {})
  return { nth: 1, when: 'before', ...checked, times } as FaultPlan
}

/** Headers that say how an answer is sent. Node throws at the one; the other denies the length that goes beside it. */
const NOT_SENT = ['trailer', 'transfer-encoding']

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const names = Object.keys(headers)
  const bad = names.find((name) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
  if (bad !== undefined) throw new BadControlRequest(`answer.headers: ${shown(bad)} is not a header's name`)
  const unsent = names.find((name) => NOT_SENT.includes(name.toLowerCase()))
  if (unsent !== undefined) {
    throw new BadControlRequest(
      `answer.headers: ${shown(unsent)} cannot be sent: the body goes in one piece, and nothing follows it`,
    )
  }
  // As it is sent, in whatever letters it is named, and however often.
  const length = new Headers(headers).get('content-length')
  if (length !== null && !/^\d{1,15}$/.test(length)) {
    throw new BadControlRequest(`answer.headers: "content-length": expected a number of bytes, found ${shown(length)}`)
  }
}
