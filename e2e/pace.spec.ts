import { expect, test } from './fixtures.ts'
import { answered, auditAndSignOut, throttled } from './quotaStory.ts'

const size = 200

/*
 * That no quota is overrun. How near to it both jobs come is a matter of time, and measured where time is: by the bench
 * of that name, and on a clock of their own by the jobs' tests.
 */
test('with AWS’s quotas, an audit of 200 app clients and a sign-out of 200 users go on beside each other and waste no call', async ({
  page,
  world,
}) => {
  const { reads, signOuts } = await auditAndSignOut(page, world, size)
  expect(answered(signOuts).length).toBeGreaterThanOrEqual(size)
  expect(throttled(signOuts).length).toBeLessThanOrEqual(signOuts.length / 100)
  expect(answered(reads).length).toBeGreaterThanOrEqual(size)
  expect(throttled(reads).length).toBeLessThanOrEqual(reads.length / 100)
})
