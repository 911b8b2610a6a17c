import type { LogEntry } from './control/RequestLog.ts'
import type { SentCode } from './domain/SentCodes.ts'

/** What a fault does; exactly one of these. */
export type FaultEffect =
  | { readonly error: { readonly code: string; readonly message?: string; readonly status?: number } }
  | { readonly network: 'reset' | 'cut' }
  | { readonly delayMs: number }
  | { readonly hang: true }
  | {
      readonly answer: {
        readonly status: number
        readonly headers?: Readonly<Record<string, string>>
        readonly body?: string
        readonly requestId?: boolean
        readonly cors?: boolean
      }
    }

/** A fault to plan; see README, "Faults". */
export type FaultRequest = FaultEffect & {
  readonly operation: string
  readonly nth?: number
  readonly times?: number | 'always'
  readonly when?: 'before' | 'after'
}

/** One request, as the emulator's log keeps it; see README, "Log". */
export type LoggedRequest = LogEntry

/** The request quotas, per second; see README, "Quotas". */
export interface QuotaState {
  readonly enabled: boolean
  readonly limits: Readonly<Record<string, number>>
  readonly perPool: number
  readonly readsPerUser: number
  readonly writesPerUser: number
  readonly perAddress: number
  readonly perClient: number
  readonly perDomain: number
  readonly keyDocuments: number
}

/** The emulator's clock: ISO 8601, milliseconds since 1970, and whether it stands still. */
export interface ClockState {
  readonly now: string
  readonly nowMs: number
  readonly frozen: boolean
}

/** What no request can say: delays, addresses and where they are; see README, "Settings". */
export interface Settings {
  readonly sessionDelayMs?: number
  readonly untrackedSessions?: 'refused' | 'empty'
  readonly address?: string
  readonly places?: Readonly<Record<string, { readonly City?: string; readonly Country?: string }>>
}

/** The control plane of one running emulator. Every method rejects, with the emulator's sentence, when it is refused. */
export interface EmulatorControl {
  /** Back to the state at start: data, clock, settings, faults, log. */
  reset(): Promise<void>
  /** Replaces all data by a seed: an object in the seed format, `demo` or `none`. */
  seed(seed: object | 'demo' | 'none'): Promise<void>
  /** All data at this moment, for `restore`. */
  snapshot(): Promise<object>
  /** Replaces all data by a snapshot's. */
  restore(snapshot: object): Promise<void>
  clock(): Promise<ClockState>
  /** Moves the clock on, or back by a negative number. */
  advanceClock(ms: number): Promise<ClockState>
  setClock(time: Date): Promise<ClockState>
  freezeClock(frozen: boolean): Promise<ClockState>
  settings(): Promise<Settings>
  /** Replaces the settings; what is left out goes to its default. */
  putSettings(settings: Settings): Promise<Settings>
  addFault(fault: FaultRequest): Promise<{ readonly id: number }>
  /** The planned faults, and how often each matched and struck. */
  faults(): Promise<
    readonly (FaultRequest & { readonly id: number; readonly matched: number; readonly struck: number })[]
  >
  clearFaults(): Promise<void>
  /** The newest 10,000 requests, oldest first. */
  log(): Promise<readonly LoggedRequest[]>
  clearLog(): Promise<void>
  /** Changes what it names of the request quotas. */
  setQuotas(change: Partial<QuotaState>): Promise<QuotaState>
  /** The newest 1,000 codes that would have been sent, oldest first. */
  codes(): Promise<readonly SentCode[]>
}

/**
 * Drives the control plane of the emulator at `url`, such as `http://127.0.0.1:9229`. Plain fetch: it runs in Node
 * and in any test runner.
 */
export function emulatorControl(url: string): EmulatorControl {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(`/_emulator/${path}`, url), {
      method,
      headers: { 'x-curfew-control': '1', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response.json()
    throw new Error(`${method} /_emulator/${path} was refused with ${response.status}: ${await response.text()}`)
  }
  const done = async (answer: Promise<unknown>) => {
    await answer
  }
  const clock = (change: object) => call('POST', 'clock', change) as Promise<ClockState>
  return {
    reset: () => done(call('POST', 'reset')),
    seed: (seed) => done(call('POST', 'seed', seed)),
    snapshot: () => call('POST', 'snapshot') as Promise<object>,
    restore: (snapshot) => done(call('POST', 'restore', snapshot)),
    clock: () => call('GET', 'clock') as Promise<ClockState>,
    advanceClock: (advanceMs) => clock({ advanceMs }),
    setClock: (time) => clock({ now: time.toISOString() }),
    freezeClock: (frozen) => clock({ frozen }),
    settings: () => call('GET', 'settings') as Promise<Settings>,
    putSettings: (settings) => call('PUT', 'settings', settings) as Promise<Settings>,
    addFault: (fault) => call('POST', 'faults', fault) as Promise<{ id: number }>,
    faults: async () =>
      ((await call('GET', 'faults')) as { faults: Awaited<ReturnType<EmulatorControl['faults']>> }).faults,
    clearFaults: () => done(call('DELETE', 'faults')),
    log: async () => ((await call('GET', 'log')) as { entries: readonly LoggedRequest[] }).entries,
    setQuotas: (change) => call('POST', 'quotas', change) as Promise<QuotaState>,
    codes: async () => ((await call('GET', 'codes')) as { codes: readonly SentCode[] }).codes,
    clearLog: () => done(call('DELETE', 'log')),
  }
}
