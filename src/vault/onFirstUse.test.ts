import { expect, it } from 'vitest'

import { onFirstUse } from './onFirstUse.ts'

it('makes one instance, however often and early it is asked', async () => {
  let made = 0
  const get = onFirstUse(async () => {
    made += 1
    return { number: made }
  })
  expect(made).toBe(0)
  const [one, two] = await Promise.all([get(), get()])
  expect(one).toBe(two)
  expect(await get()).toBe(one)
  expect(made).toBe(1)
})

it('what could not be loaded is told, and asked for again', async () => {
  let tries = 0
  const get = onFirstUse(async () => {
    tries += 1
    if (tries === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return tries
  })
  const failures = await Promise.allSettled([get(), get()])
  for (const failure of failures) expect(failure).toMatchObject({ reason: { failure: { code: 'WorkerLost' } } })
  expect(await get()).toBe(2)
})
