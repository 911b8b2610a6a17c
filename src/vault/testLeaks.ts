/* oxlint-disable no-restricted-imports -- the world of the vault's tests holds an emulator; no part of the console imports this file */
import { createHmac } from 'node:crypto'

import { AdminInitiateAuthCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'

import { sdk } from '../../emulator/testing.ts'
import type { LeakReceipt } from './protocol/leaks.ts'
import type { Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

export const backOfficeSecret = 'demo0back0office0secret0good0for0this0emulator0only0'
type Tokens = { access: string; id: string; refresh: string }

/** The operator at work, and somebody else's tokens in a log. */
export async function leaking() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  const tokens = await signInElsewhere(world, demo.storefront)
  return { world, tab, tokens }
}

export async function signInElsewhere(
  world: World,
  ClientId: string,
  who: readonly [string, string] = demo.ada,
): Promise<Tokens> {
  const [USERNAME, PASSWORD] = who
  const secret = ClientId === demo.backOffice
  const hash = createHmac('sha256', backOfficeSecret).update(`${USERNAME}${ClientId}`).digest('base64')
  const AuthParameters = { USERNAME, PASSWORD, ...(secret ? { SECRET_HASH: hash } : {}) }
  const client = sdk(world.emulator)
  const { AuthenticationResult } = secret
    ? await client.send(
        new AdminInitiateAuthCommand({
          UserPoolId: demo.pool,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters,
        }),
      )
    : await client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult ?? {}
  for (const token of [AccessToken, IdToken, RefreshToken]) world.watch.hide(token)
  return { access: AccessToken, id: IdToken, refresh: RefreshToken }
}

export async function read(tab: Tab, text: string) {
  return tab.run('readLeaked', { text })
}

export async function only1(tab: Tab, text: string) {
  const [token, ...more] = await read(tab, text)
  if (token === undefined || more.length > 0) throw new Error(`${more.length} more than one`)
  return token
}

/** The receipt once there is no more to come. */
export async function ended(tab: Tab, receiptId: string): Promise<LeakReceipt> {
  const seen = () =>
    tab.messages.flatMap((message) =>
      message.kind === 'receipt' && message.receipt.kind === 'leaked token' && message.receipt.id === receiptId
        ? [message.receipt]
        : [],
    )
  const done = ({ server, proof, tried, clients }: LeakReceipt) =>
    server.step !== 'asked' &&
    proof.state !== 'waiting' &&
    (tried.length === clients || tried.at(-1)?.outcome === 'revoked')
  await tab.until(() => seen().some(done))
  return seen().findLast(done) as LeakReceipt
}

/** Whether Cognito still mints with a refresh token. */
export async function lives(world: World, refresh: string, ClientId: string): Promise<boolean> {
  return world.mints({ tab: '', access: '', id: '', refresh }).then((mints) => mints && ClientId !== '')
}
