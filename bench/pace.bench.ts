// Measures, in a browser, how near an audit and a sign-out job come to what AWS's quotas make possible: 1,000 app clients
// are read and 1,000 users signed out at the same time. The reference is the quotas' own arithmetic, on the same clock.
//
//   npm run build && npm run bench -- pace
//
// All is measured where the quotas are counted, in the emulator's log. Whatever else a machine does makes calls late and
// never early, so besides the whole there is the middle one of all spans of five seconds, which does not move unless half
// of them are disturbed.
import { expect, test } from '../e2e/fixtures.ts'
import { answered, auditAndSignOut, signOutsASecond, throttled } from '../e2e/quotaStory.ts'

const size = 1_000
const windowSeconds = 5
const bars = { ofTheQuotasTime: 1.1, throttled: 0.01 }
/** Reads of app clients that an account may make in a second (facts, part 6); each of the three pools has a third of that. */
const readsASecond = 15

test('an audit of 1,000 app clients and a sign-out of 1,000 users at the quotas', async ({ page, world }) => {
  test.setTimeout(600_000)
  const { reads, signOuts } = await auditAndSignOut(page, world, size)
  const rows = [measured('sign-outs', signOuts, signOutsASecond), measured('reads of the audit', reads, readsASecond)]
  process.stdout.write(`\n${rows.map(({ text }) => text).join('\n')}\n`)
  for (const { whole, wasted } of rows) {
    expect.soft(whole).toBeLessThanOrEqual(bars.ofTheQuotasTime)
    expect.soft(wasted).toBeLessThanOrEqual(bars.throttled)
  }
})

function measured(name: string, log: Awaited<ReturnType<typeof auditAndSignOut>>['reads'], perSecond: number) {
  const times = answered(log).map(({ time }) => Date.parse(time) / 1_000)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const whole = (last - first) / (times.length / perSecond)
  const spans = Array.from({ length: Math.floor((last - first) / windowSeconds) }, (_, n) => {
    const from = first + n * windowSeconds
    return times.filter((at) => at >= from && at < from + windowSeconds).length / windowSeconds
  }).sort((a, b) => a - b)
  const usual = perSecond / (spans[Math.floor(spans.length / 2)] ?? 0)
  const wasted = throttled(log).length / log.length
  const figures = [
    `${whole.toFixed(2)} of the quota's time in all (bar ${bars.ofTheQuotasTime.toFixed(2)})`,
    `${usual.toFixed(2)} in the usual five seconds`,
    `${(wasted * 100).toFixed(1)} % throttled (bar ${bars.throttled * 100} %)`,
  ]
  return { whole, wasted, text: `${name.padEnd(20)} ${figures.join(', ')}` }
}
