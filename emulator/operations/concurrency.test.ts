import {
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, DEMO, sdk, testEmulator } from '../testing.ts'

const UserPoolId = DEMO.pool
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const update = (ClientName: string, ClientId: string = DEMO.storefront) =>
  sdk(emulator).send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName }))

/** Sends a request that a planned delay holds until the test ends the delay. */
async function held(operation: string, when: 'before' | 'after', send: () => Promise<unknown>) {
  await control(emulator, 'POST', 'faults', { operation, when, delayMs: 600_000 })
  const answer = send()
  while (!(await control(emulator, 'GET', 'faults')).text.includes('"struck":1')) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0)
    })
  }
  return async () => {
    await control(emulator, 'DELETE', 'faults')
    await answer
  }
}

/** Repeats a change until it is refused: the one that is held may not have come to where the delay holds it yet. */
async function refusal(change: () => Promise<unknown>): Promise<string> {
  for (;;) {
    const name = await change().then(
      () => undefined,
      (error: Error) => error.name,
    )
    if (name !== undefined) return name
  }
}

test.each(['before', 'after'] as const)(
  'a client in the middle of an update (%s its commit) refuses another, and no other client does',
  async (when) => {
    const release = await held('UpdateUserPoolClient', when, () => update('first'))
    expect(await refusal(() => update('second'))).toBe('ConcurrentModificationException')
    await update('third', DEMO.kiosk)
    await release()
    const read = new DescribeUserPoolClientCommand({ UserPoolId, ClientId: DEMO.storefront })
    expect((await sdk(emulator).send(read)).UserPoolClient!.ClientName).toBe('first')
    await update('fourth')
    expect((await sdk(emulator).send(read)).UserPoolClient!.ClientName).toBe('fourth')
  },
)

test('a pool in the middle of an update refuses another', async () => {
  const change = (PoolName: string) => sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId, PoolName }))
  const release = await held('UpdateUserPool', 'after', () => change('first'))
  expect(await refusal(() => change('second'))).toBe('ConcurrentModificationException')
  await release()
  await change('third')
})

test('what else changes a pool or a client waits for none, and is refused in the middle of an update', async () => {
  const client = await held('UpdateUserPoolClient', 'after', () => update('first'))
  expect(await refusal(() => update('second'))).toBe('ConcurrentModificationException')
  const remove = () => sdk(emulator).send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: DEMO.storefront }))
  await expect(remove()).rejects.toMatchObject({ name: 'ConcurrentModificationException' })
  await client()
  const rename = () => sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId, PoolName: 'first' }))
  const pool = await held('UpdateUserPool', 'after', rename)
  const setMfa = () => sdk(emulator).send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'OFF' }))
  expect(await refusal(setMfa)).toBe('ConcurrentModificationException')
  await pool()
  await setMfa()
  await remove()
})

test('an update that fails leaves nothing in the way', async () => {
  await expect(update('first', 'nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(update('second', 'nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
