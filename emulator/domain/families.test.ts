import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { control } from '../testing.ts'
import { Model, type ModelToken } from './familyModel.ts'
import { CLIENTS, Run, START_MS, USERS } from './familyRun.ts'

/** P-1: how many histories. `npm run test:nightly` sets more. */
const HISTORIES = Number(process.env['CURFEW_HISTORIES'] ?? 2000)

const client = fc.constantFrom(...CLIENTS)
const user = fc.constantFrom(...USERS)
const step: fc.Arbitrary<(run: Run) => Promise<void>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(user, client).map(
      ([who, where]) =>
        (run: Run) =>
          run.signIn(who, where),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(), client, fc.constantFrom(true, true, true, false)).map(
      ([pick, where, namesDevice]) =>
        (run: Run) =>
          run.refresh(pick, where, namesDevice),
    ),
  },
  { weight: 1, arbitrary: fc.nat().map((pick) => (run: Run) => run.forget(pick)) },
  { weight: 1, arbitrary: fc.boolean().map((isOn) => (run: Run) => run.trackDevices(isOn)) },
  { weight: 1, arbitrary: user.map((who) => (run: Run) => run.list(who)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), client).map(
      ([pick, where]) =>
        (run: Run) =>
          run.revoke(pick, where),
    ),
  },
  { weight: 1, arbitrary: fc.nat().map((pick) => (run: Run) => run.globalSignOut(pick)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('out' as const, 'disable' as const, 'enable' as const, 'enable' as const), user)
      .map(
        ([action, who]) =>
          (run: Run) =>
            run.administer(action, who),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(client, fc.boolean(), fc.boolean()).map(
      ([where, revocable, rotating]) =>
        (run: Run) =>
          run.configure(where, revocable, rotating),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1000, 29_000, 30_000, 30_000, 10 * 60_000, 50 * 60_000)
      .map((ms) => (run: Run) => run.pass(ms)),
  },
)

const kind = fc.tuple(fc.boolean(), fc.boolean())

const history = fc.record({
  kinds: fc.tuple(kind, kind),
  tracksDevices: fc.boolean(),
  steps: fc.array(step, { minLength: 10, maxLength: 60 }),
})
type History = typeof history extends fc.Arbitrary<infer One> ? One : never

async function travel({ kinds, tracksDevices, steps }: History, model?: Model): Promise<void> {
  const run = new Run(kinds, tracksDevices, model)
  await control(run.emulator, 'POST', 'clock', { now: new Date(START_MS).toISOString(), frozen: true })
  for (const take of steps) await take(run)
  await run.probeAll()
  for (const who of USERS) await run.list(who)
}

test('random histories end every session that they should, and no other', async () => {
  // fast-check prints the seed and the shortest history that differs.
  await fc.assert(
    fc.asyncProperty(history, async (one) => travel(one)),
    { numRuns: HISTORIES },
  )
}, 3_600_000)

/** Refresh tokens outlive the device that they are bound to. */
class Forgetful extends Model {
  override redeem(token: ModelToken, client: string, device: string | undefined): string {
    this.forgotten.clear()
    return super.redeem(token, client, device)
  }
}

/** Sessions are listed also once their device is forgotten. */
class Nostalgic extends Model {
  override listed(user: string): number {
    this.forgotten.clear()
    return super.listed(user)
  }
}

test.each([Forgetful, Nostalgic])(
  'control: %o, a model that takes forgetting lightly, is found out',
  async (Wrong) => {
    const wrong = fc.asyncProperty(history, async (one) => travel(one, new Wrong()))
    expect((await fc.check(wrong, { numRuns: 300, endOnFailure: true })).failed).toBe(true)
  },
  120_000,
)
