import { Hono } from 'hono'
import type { Clock } from '../domain/Clock.ts'
import { text } from '../domain/encoding.ts'
import { CognitoError } from '../domain/errors.ts'
import type { SentCodes } from '../domain/SentCodes.ts'
import type { Store } from '../store/Store.ts'
import type { Surroundings } from '../domain/Surroundings.ts'
import type { Shape } from '../wire/Operation.ts'
import { readBody } from '../wire/body.ts'
import type { Quotas } from '../wire/Quotas.ts'
import { BadControlRequest, check } from './checks.ts'
import { checkFault } from './faultFormat.ts'
import type { Faults } from './Faults.ts'
import { checkQuotas } from './quotaFormat.ts'
import type { RequestLog } from './RequestLog.ts'
import { restoreSnapshot, takeSnapshot } from './snapshots.ts'
import { putSettings, settingsState } from './settingsFormat.ts'

/** The largest control request that is read, in bytes: a seed of some hundred thousand users. */
const LARGEST_REQUEST = 64 * 1024 * 1024

/** How deep lists and objects may lie in each other: many times deeper than in any seed or snapshot. */
const DEEPEST_REQUEST = 100

/** What the control plane works on. */
export interface ControlParts {
  readonly clock: Clock
  readonly faults: Faults
  readonly log: RequestLog
  readonly quotas: Quotas
  readonly store: Store
  readonly sentCodes: SentCodes
  readonly surroundings: Surroundings
  /** Back to the state at start: data, clock, settings, faults and log. */
  readonly reset: () => Promise<void>
  /** Replaces all data; `seed` is unchecked JSON, or the name of a built-in seed. */
  readonly plant: (seed: unknown) => Promise<void>
}

/**
 * The routes below `/_emulator`. All but `health` need the header `x-curfew-control: 1`, and none has CORS headers: a
 * page cannot send that header to another origin without asking first, and nobody answers it.
 */
export function controlRoutes(parts: ControlParts): Hono {
  const { clock, faults, log, quotas, sentCodes, store, surroundings, reset, plant } = parts
  const routes = new Hono()
  routes.onError((error, context) => {
    if (error instanceof BadControlRequest) return context.json({ error: error.message }, 400)
    if (error instanceof CognitoError) return context.json({ error: error.message }, 413)
    throw error
  })
  routes.get('/health', (context) => context.json({ status: 'ok' }))
  routes.use(async (context, next) => {
    if (context.req.header('x-curfew-control') === '1') return next()
    return context.json({ error: 'Control requests need the header x-curfew-control: 1.' }, 403)
  })
  routes.post('/reset', async (context) => {
    await reset()
    return context.json({})
  })
  routes.post('/seed', async (context) => {
    await plant(await json(context.req.raw))
    return context.json({})
  })
  routes.get('/clock', (context) => context.json(clockState(clock)))
  routes.post('/clock', async (context) => {
    moveClock(clock, await json(context.req.raw))
    return context.json(clockState(clock))
  })
  routes.get('/faults', (context) => context.json({ faults: faults.list() }))
  routes.post('/faults', async (context) => context.json(faults.add(checkFault(await json(context.req.raw)))))
  routes.delete('/faults', (context) => {
    faults.clear()
    return context.json({})
  })
  routes.get('/settings', (context) => context.json(settingsState(surroundings)))
  routes.put('/settings', async (context) => {
    putSettings(surroundings, await json(context.req.raw))
    return context.json(settingsState(surroundings))
  })
  routes.get('/log', (context) => context.json({ entries: log.list() }))
  routes.delete('/log', (context) => {
    log.clear()
    return context.json({})
  })
  routes.post('/snapshot', async (context) => context.json(await takeSnapshot(store)))
  routes.post('/restore', async (context) => {
    await restoreSnapshot(store, await json(context.req.raw))
    return context.json({})
  })
  routes.get('/quotas', (context) => context.json(quotas.state))
  routes.post('/quotas', async (context) => {
    quotas.change(checkQuotas(await json(context.req.raw)))
    return context.json(quotas.state)
  })
  routes.get('/codes', (context) => context.json({ codes: sentCodes.list() }))
  routes.all('*', (context) =>
    context.json({ error: `There is no control route ${context.req.method} ${context.req.path}.` }, 404),
  )
  return routes
}

async function json(request: Request): Promise<unknown> {
  const body = parsed(text(await readBody(request, LARGEST_REQUEST)))
  if (isDeeper(body, DEEPEST_REQUEST)) {
    throw new BadControlRequest(`the body: lists and objects lie more than ${DEEPEST_REQUEST} deep in each other`)
  }
  return body
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new BadControlRequest(`the body is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

/** Whether lists and objects lie in each other more than so deep: such JSON can be read, and not written again. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  const inside: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  return levels === 0 || inside.some((inner) => isDeeper(inner, levels - 1))
}

function clockState(clock: Clock): object {
  const nowMs = clock.nowMs()
  return { now: new Date(nowMs).toISOString(), nowMs, frozen: clock.frozen }
}

/** A century either way: beyond, dates stop being four-digit years. */
const FURTHEST_MS = 100 * 366 * 86_400_000

const clockChange = {
  type: 'structure',
  members: {
    advanceMs: { type: 'integer', min: -FURTHEST_MS, max: FURTHEST_MS },
    now: { type: 'string', max: 40 },
    frozen: { type: 'boolean' },
  },
} as const satisfies Shape

/** Sets, moves, and stops or runs on, when several are asked for at once. */
function moveClock(clock: Clock, value: unknown): void {
  const { advanceMs, now, frozen } = check(clockChange, value) as {
    advanceMs?: number
    now?: string
    frozen?: boolean
  }
  if (advanceMs === undefined && now === undefined && frozen === undefined) {
    throw new BadControlRequest('a clock change has advanceMs, now or frozen')
  }
  const nowMs = now === undefined ? undefined : Date.parse(now)
  if (nowMs !== undefined && !(nowMs >= 0 && nowMs < Date.parse('2200-01-01'))) {
    throw new BadControlRequest(`now: expected an ISO 8601 time from 1970 to 2199, found ${JSON.stringify(now)}`)
  }
  const target = (nowMs ?? clock.nowMs()) + (advanceMs ?? 0)
  if (target < 0 || target >= Date.parse('2200-01-01')) {
    throw new BadControlRequest('advanceMs: the clock would leave the years from 1970 to 2199')
  }
  // A clock that is to stand still stands first: it must not run on from the time that it is set to.
  if (frozen) clock.freeze(true)
  if (nowMs !== undefined) clock.set(nowMs)
  if (advanceMs !== undefined) clock.advance(advanceMs)
  if (frozen === false) clock.freeze(false)
}
