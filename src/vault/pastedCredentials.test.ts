import { expect, it } from 'vitest'

import { operating } from './testOwnAccount.ts'
import { errorOf, failureIn, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

// Credentials that an operator pasted, beside those of the identity pool.

const minute = 60_000

/** Credentials that AWS takes, as somebody would paste them, good for so long. */
async function pastable(goodForMs: number): Promise<string> {
  const { world, tab } = await operating()
  let body: { Credentials?: Record<string, unknown> } = {}
  world.network = only(['GetCredentialsForIdentity'], async (_call, forward) => {
    const answer = await forward()
    body = (await answer.clone().json()) as typeof body
    return answer
  })
  await tab.run('dropCredentials', {})
  await tab.run('listPools', {})
  const { AccessKeyId, SecretKey, SessionToken } = body.Credentials ?? {}
  const Expiration = new Date(Date.now() + goodForMs).toISOString()
  return JSON.stringify({ AccessKeyId, SecretAccessKey: SecretKey, SessionToken, Expiration })
}

it('are taken by nobody', async () => {
  const tab = await new World().openTab()
  const text = await pastable(60 * minute)
  expect(await failureIn(tab.run('useCredentials', { text }))).toMatchObject({ code: 'SignedOut', attempts: 0 })
  expect(await tab.run('access', {})).toMatchObject({ source: 'none' })
})

it('are used until they end, and nothing is exchanged in their place', async () => {
  const text = await pastable(3 * minute)
  const { world, tab } = await operating()
  const exchanged = world.sent('GetCredentialsForIdentity').length
  await tab.run('useCredentials', { text })
  const used = failureIn(tab.run('listPools', {}))
  // Another world's emulator does not know them: it is they that were sent.
  expect(await used).toMatchObject({ operation: 'ListUserPools', class: 'rejected' })
  expect(world.sent('GetCredentialsForIdentity')).toHaveLength(exchanged)
})

it('pasted while others are being obtained are the newer wish', async () => {
  const text = await pastable(60 * minute)
  const { world, tab } = await operating()
  await tab.run('dropCredentials', {})
  world.network = only(['GetCredentialsForIdentity'], async (_call, forward) => {
    const answer = await forward()
    await tab.run('useCredentials', { text })
    return answer
  })
  await tab.run('listPools', {}).catch(() => undefined)
  expect(await tab.run('access', {})).toMatchObject({ source: 'pasted' })
})

it('are not dropped because those before them are said to have expired', async () => {
  const text = await pastable(60 * minute)
  const { world, tab } = await operating()
  world.network = only(['ListUserPools'], async (call, forward) => {
    await tab.run('useCredentials', { text })
    return errorOf('ExpiredTokenException', 'expired', 403)(call, forward)
  })
  expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'ExpiredTokenException' })
  expect(await tab.run('access', {})).toMatchObject({ source: 'pasted' })
})
