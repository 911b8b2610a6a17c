import { AdminDisableUserCommand, DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { operating, type Operating } from './testOperator.ts'
import {
  answerOf,
  demo,
  errorOf,
  failureIn,
  lostAfter,
  lostBefore,
  type Network,
  only,
  useVirtualTime,
} from './testWorld.ts'

useVirtualTime()

const updating = 'UpdateUserPoolClient'
const describing = 'DescribeUserPoolClient'
const flag = 'EnableTokenRevocation'
const nothingSpecial = only([], lostBefore)

describe('when the write does not go as it should', () => {
  const kiosk = async (at: Operating) => (await at.settings(demo.kiosk))[flag]

  it.each([
    ['U8: the answer is lost', lostAfter],
    [
      'U8: Cognito breaks down after it',
      async (call, forward) => (await forward(), errorOf('InternalErrorException', '', 500)(call, forward)),
    ],
    [
      'U8: a proxy’s page comes instead',
      async (_call, forward) => (await forward(), new Response('<html>', { status: 504 })),
    ],
  ] satisfies [string, Network][])('%s: one write, and what was read back is said', async (_name, network) => {
    const at = await operating()
    at.world.network = only([updating], network)
    const outcome = await at.toggle(demo.kiosk, true)
    expect(outcome).toMatchObject({ outcome: 'verified', client: { revocation: true } })
    expect(outcome).not.toHaveProperty('requestId')
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it.each([
    ['U9: it never arrives', lostBefore, 'Unreachable'],
    ['U9: Cognito breaks down before it', errorOf('InternalErrorException', '', 500), 'InternalErrorException'],
  ])('%s: not confirmed, and not repeated', async (_name, network, code) => {
    const at = await operating()
    at.world.network = only([updating], network)
    expect(await at.toggle(demo.kiosk, true)).toMatchObject({
      outcome: 'not confirmed',
      client: { revocation: false },
      failure: { operation: updating, code },
    })
    expect(at.world.sent(updating)).toHaveLength(1)
    expect(await kiosk(at)).toBe(false)
  })

  it.each(['ConcurrentModificationException', 'TooManyRequestsException'])(
    'U11, U12: %s: again, three times',
    async (code) => {
      const at = await operating()
      for (const times of [1, 3]) {
        const calls = at.world.sent(updating).length
        await at.world.fault({ operation: updating, times, error: { code } })
        expect((await at.toggle(demo.kiosk, times === 1)).outcome).toBe('verified')
        expect(at.world.sent(updating)).toHaveLength(calls + times + 1)
      }
      const began = Date.now()
      await at.world.fault({ operation: updating, times: 'always', error: { code } })
      expect(await failureIn(at.toggle(demo.kiosk, true))).toMatchObject({ operation: updating, code })
      expect(Date.now() - began).toBe(3_500)
      expect(await kiosk(at)).toBe(false)
    },
  )

  it('U11: looks again before each round', async () => {
    const at = await operating()
    at.world.network = only([updating], async (call, forward) => {
      at.world.advance(1_000)
      await at.change(demo.kiosk, { AuthSessionValidity: 4 })
      return errorOf('ConcurrentModificationException')(call, forward)
    })
    expect((await at.toggle(demo.kiosk, true)).outcome).toBe('moved')
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it('U10: reads that are stale for three seconds are waited for', async () => {
    const at = await operating()
    const { planId } = await at.ready(demo.kiosk, true)
    let stale = ''
    let staleUntil = Infinity
    at.world.network = async (call, forward) => {
      const text = await (await forward()).text()
      if (call.operation === updating) staleUntil = Date.now() + 3_000
      if (call.operation === describing && staleUntil === Infinity) stale = text
      return answerOf(JSON.parse(call.operation === describing && Date.now() < staleUntil ? stale : text))
    }
    expect((await at.commit(planId)).outcome).toBe('verified')
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it.each([
    [describing, 'U14'],
    [updating, 'U14'],
  ])('%s denied (%s): said, nothing written', async (operation) => {
    const at = await operating()
    const { planId } = await at.ready(demo.kiosk, true)
    at.world.network = only([operation], errorOf('AccessDeniedException', 'not allowed'))
    expect(await failureIn(at.commit(planId))).toMatchObject({ operation, code: 'AccessDeniedException' })
    expect(await kiosk(at)).toBe(false)
  })

  it('U13: credentials that end between the steps are exchanged anew', async () => {
    const at = await operating()
    const { planId } = await at.ready(demo.kiosk, true)
    at.world.advance(3 * 3_600_000)
    expect((await at.commit(planId)).outcome).toBe('verified')
    expect(at.world.sent('GetCredentialsForIdentity')).toHaveLength(2)
  })

  it('U13: signed out between the steps: nothing written', async () => {
    const at = await operating()
    const { planId } = await at.ready(demo.kiosk, true)
    await sdk(at.world.emulator).send(new AdminDisableUserCommand({ UserPoolId: demo.pool, Username: 'rhea' }))
    await at.tab.check()
    expect(await failureIn(at.commit(planId))).toMatchObject({ code: 'SignedOut' })
    expect(await kiosk(at)).toBe(false)
  })

  it('U15: the client is deleted before the write', async () => {
    const at = await operating()
    const { planId } = await at.ready(demo.kiosk, true)
    await deleteKiosk(at)
    expect(await failureIn(at.commit(planId))).toMatchObject({
      operation: describing,
      code: 'ResourceNotFoundException',
    })
    expect(at.world.sent(updating)).toEqual([])
  })

  it.each([
    ['U15: the client is deleted', deleteKiosk, 'ResourceNotFoundException'],
    ['the network goes', async (at: Operating) => void (at.world.network = lostBefore), 'Unreachable'],
  ])('%s after the write: not confirmed, and never "nothing was changed"', async (_name, happen, code) => {
    const at = await operating()
    at.world.network = only([updating], async (_call, forward) => {
      const answer = await forward()
      await happen(at)
      return answer
    })
    expect(await at.toggle(demo.kiosk, true)).toMatchObject({
      outcome: 'not confirmed',
      failure: { operation: describing, code },
    })
  })

  it('trouble with a read-back is no trouble when the next one works', async () => {
    const at = await operating()
    at.world.network = only([updating], async (_call, forward) => {
      const answer = await forward()
      at.world.network = only([describing], async (call, forward) => {
        at.world.network = nothingSpecial
        return errorOf('AccessDeniedException')(call, forward)
      })
      return answer
    })
    expect((await at.toggle(demo.kiosk, true)).outcome).toBe('verified')
  })

  it.each([
    ['nothing', {}],
    ['a list', { UserPoolClient: [] }],
    ['a text', 'text'],
  ])('a Describe that answers %s is unreadable', async (_name, answer) => {
    const at = await operating()
    at.world.network = only([describing], async () => answerOf(answer))
    expect(await failureIn(at.plan(demo.kiosk, true))).toMatchObject({ operation: describing })
  })
})

async function deleteKiosk(at: Operating): Promise<void> {
  const client = { UserPoolId: demo.pool, ClientId: demo.kiosk }
  await sdk(at.world.emulator).send(new DeleteUserPoolClientCommand(client))
}
