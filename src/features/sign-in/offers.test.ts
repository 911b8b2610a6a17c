import { expect, it } from 'vitest'

import { offersOf } from './offers.ts'

const config = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEfGhI', clientId: 'client' }

it('a user name and a password, until the config is known, and where it says nothing', () => {
  expect(offersOf(undefined)).toEqual(['password'])
  expect(offersOf(config)).toEqual(['password'])
})

it('what the config offers, in its order; managed login has no form of its own', () => {
  expect(offersOf({ ...config, signIn: ['choice', 'password'] })).toEqual(['choice', 'password'])
  expect(offersOf({ ...config, signIn: ['managed login', 'choice'] })).toEqual(['choice'])
  expect(offersOf({ ...config, signIn: ['managed login'] })).toEqual(['password'])
})
