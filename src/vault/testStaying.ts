/* oxlint-disable no-restricted-imports -- the world of the vault's tests holds an emulator; no part of the console imports this file */
import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider'

import { DEMO, sdk, signIn } from '../../emulator/testing.ts'
import type { StayReceipt } from './protocol.ts'
import type { Tab } from './testTab.ts'
import { demo, type Network, World } from './testWorld.ts'

export const half = 'a-half-for-the-new-session-xxx'
export const [, password] = demo.ada

export async function signedIn(memoryOnly = false) {
  const world = new World()
  await sdk(world.emulator).send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: DEMO.pool,
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    }),
  )
  const phone = await signIn(world.emulator)
  const tab = await world.openTab()
  await tab.signIn(demo.ada, memoryOnly)
  const old = world.latest
  return { world, tab, phone, old }
}

export const stay = async (tab: Tab, given: string = password, sealing: string | undefined = half) =>
  tab.run('stayAlone', sealing === undefined ? { password: given } : { password: given, half: sealing })

export function receiptOf(tab: Tab, id: string): StayReceipt {
  const seen = tab.messages.flatMap((message) =>
    message.kind === 'receipt' &&
    message.receipt.id === id &&
    message.receipt.operation === 'GlobalSignOut' &&
    message.receipt.kind === 'other sessions'
      ? [message.receipt]
      : [],
  )
  return seen.at(-1) as StayReceipt
}

/** `network` for the nth call of an operation, counted from now. */
export function nth(operation: string, wanted: number, network: Network): Network {
  let count = 0
  return async (call, forward) => {
    if (call.operation !== operation) return forward()
    count += 1
    return count === wanted ? network(call, forward) : forward()
  }
}
