import { expect, test } from 'vitest'

import { Failed } from '../lib/failure.ts'
import { domainOf, placeIn } from './places.ts'
import { World } from './testWorld.ts'

const own = { region: 'us-east-1', endpoint: 'http://localhost:9229' } as Parameters<typeof placeIn>[1]
const config = {
  ...new World().config,
  region: 'us-east-1',
  regions: [{ region: 'eu-central-1', cognitoIdp: 'http://localhost:9230' }, { region: 'eu-west-1' }],
}

test('a Region is asked at its own endpoint, and never at that of another', () => {
  expect(placeIn(config, own, undefined)).toBe(own)
  expect(placeIn(config, own, config.region)).toBe(own)
  expect(placeIn(config, own, 'eu-central-1')).toEqual({ region: 'eu-central-1', endpoint: 'http://localhost:9230' })
  expect(placeIn(config, own, 'eu-west-1')).toEqual({ region: 'eu-west-1' })
  expect(() => placeIn(config, own, 'us-west-2')).toThrow(Failed)
})

test('managed login is at the domain that a deployment names, spelled with a slash at its end or without', () => {
  const calls = { now: () => 0, note: () => undefined }
  expect(domainOf({ ...config, domain: 'https://login.example.com/' }, calls, undefined)).toEqual({
    domain: 'https://login.example.com',
    calls,
  })
  expect(domainOf({ ...config, domain: 'https://login.example.com' }, calls, fetch)).toMatchObject({
    domain: 'https://login.example.com',
    fetcher: fetch,
  })
  expect(domainOf(config, calls, fetch)).toBeUndefined()
})
