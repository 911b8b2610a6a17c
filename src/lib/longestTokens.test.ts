import { expect, it } from 'vitest'

import { longestTokensMs } from './longestTokens.ts'

const lives = (access: number, id: number) => ({ accessToken: { seconds: access }, idToken: { seconds: id } })
const ids = (count: number) => Array.from({ length: count }, (_, at) => `client-${at}`)

it('the longest token of a pool is the longest of any app client’s, asked for at the pace that Cognito allows', async () => {
  const waits: number[] = []
  const read = async (id: string) => (id === 'client-6' ? lives(60, 7_200) : lives(3_600, 60))
  const wait = async (ms: number) => waits.push(ms)
  expect(await longestTokensMs(ids(7), read, wait)).toBe(7_200_000)
  expect(waits).toEqual([250, 250])
})

it('is not known where there is no app client, there are too many, or one cannot be read', async () => {
  const asked: string[] = []
  const read = async (id: string) => {
    asked.push(id)
    if (id === 'client-1') throw new Error('not allowed')
    return lives(1, 1)
  }
  const wait = async () => undefined
  expect(await longestTokensMs([], read, wait)).toBeUndefined()
  expect(await longestTokensMs(ids(26), read, wait)).toBeUndefined()
  expect(asked).toEqual([])
  expect(await longestTokensMs(ids(3), read, wait)).toBeUndefined()
})
