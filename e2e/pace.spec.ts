import { expect, test } from './fixtures.ts'
import { answered, auditAndSignOut, throttled } from './quotaStory.ts'

const size = 200

/*
 * That both get there, and nothing is asked for twice but what a quota turned away. How near to the quotas they come, and
 * how seldom one turns a call away, is a matter of time, and measured where time is: by the bench of that name, and on a
 * clock of their own by the jobs' tests.
 */
test('with AWS’s quotas, an audit of 200 app clients and a sign-out of 200 users go on beside each other, and lose and repeat no call', async ({
  page,
  world,
}) => {
  const { reads, signOuts } = await auditAndSignOut(page, world, size)
  for (const calls of [signOuts, reads]) {
    expect(answered(calls).length).toBeGreaterThanOrEqual(size)
    expect(calls).toHaveLength(answered(calls).length + throttled(calls).length)
  }
})
