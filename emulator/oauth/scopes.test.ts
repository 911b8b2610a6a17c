import {
  DeleteResourceServerCommand,
  GetClientTokenCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { sdk, testEmulator } from '../testing.ts'
import { shopDomain } from './testDomain.ts'
import { SHOP, shopSeed } from './testShop.ts'

let emulator: Emulator
const { codeFor, form, redeem } = shopDomain(() => emulator)
const ORDERS = { UserPoolId: SHOP.pool, Identifier: 'orders' }

beforeEach(() => {
  emulator = testEmulator({ seed: shopSeed })
})

/** Gives the pool's resource server these scopes, and no others. */
const define = (...names: string[]) => {
  const Scopes = names.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
  return sdk(emulator).send(new UpdateResourceServerCommand({ ...ORDERS, Name: 'Orders', Scopes }))
}
const scopeOf = (token = '') => JSON.parse(atob(token.split('.')[1] ?? '')).scope
/** What a client is given for itself: the scope, or the refusal. */
const forItself = async (scope = '') => {
  const fields = { grant_type: 'client_credentials', client_id: 'machine', client_secret: SHOP.secret, scope }
  const { json } = await form('/oauth2/token', fields)
  return json['error'] ?? scopeOf(json['access_token'])
}

test('a scope that is deleted may still be asked for by whoever has it, and is in no token until it is there again', async () => {
  const { json } = await redeem(await codeFor('spa', { scope: 'openid orders/read' }))
  const refreshed = async () => {
    const fields = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: json['refresh_token'] ?? '' }
    return scopeOf((await form('/oauth2/token', fields)).json['access_token'])
  }
  const signedIn = async (scope: string) =>
    scopeOf((await redeem(await codeFor('spa', { scope }))).json['access_token'])
  await define('write')
  expect([await forItself(), await forItself('orders/read')]).toEqual(['', ''])
  expect([await signedIn('openid orders/read'), await signedIn('orders/read'), await refreshed()]).toEqual([
    'openid',
    '',
    'openid',
  ])
  await define('read')
  expect([await forItself(), await refreshed()]).toEqual(['orders/read', 'openid orders/read'])
  await sdk(emulator).send(new DeleteResourceServerCommand(ORDERS))
  expect([await forItself('orders/read'), await refreshed()]).toEqual(['', 'openid'])
})

test('GetClientToken leaves a deleted scope out of what it gives unasked', async () => {
  const ExplicitAuthFlows = ['ALLOW_CLIENT_TOKEN_AUTH' as never]
  const change = { AllowedOAuthScopes: ['orders/read', 'orders/write'], ExplicitAuthFlows }
  const client = { UserPoolId: SHOP.pool, ClientId: 'machine' }
  await sdk(emulator).send(new UpdateUserPoolClientCommand({ ...client, ...change }))
  await define('write')
  const wanted = { ClientId: 'machine', Secret: SHOP.secret }
  const given = await sdk(emulator).send(new GetClientTokenCommand(wanted))
  expect(scopeOf(given.ClientAuthenticationResult?.AccessToken)).toBe('orders/write')
})
