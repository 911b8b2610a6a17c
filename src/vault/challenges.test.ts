import { describe, expect, it } from 'vitest'

import { totp } from '../../emulator/operations/authenticator.ts'
import { APP_SECRET } from '../../emulator/operations/secondFactorPool.ts'
import { lastCode, otherThan, password, peoplesWorld } from './testPeople.ts'
import { answerOf, errorOf, factsIn, failureIn, lostAfter, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const halfMinute = 30_000

async function asked(world: World, username: string) {
  const tab = await world.openTab()
  return { tab, question: await tab.signIn([username, password]) }
}

describe('a second factor', () => {
  it.each([
    ['phone', { from: 'text message', sentTo: '+*******1234' }],
    ['mail', { from: 'email', sentTo: 'm***@e***' }],
  ] as const)('%s is asked for the code that was sent, as often as it takes', async (username, source) => {
    const world = peoplesWorld('ON')
    const { tab, question } = await asked(world, username)
    expect(question).toEqual({ step: 'code', ...source })
    const code = await lastCode(world)
    const again = { step: 'code', ...source, wrong: true }
    expect(await tab.answer('answerCode', { code: otherThan(code) })).toEqual(again)
    expect(await tab.answer('answerCode', { code: otherThan(code) })).toEqual(again)
    expect(tab.state.state).toBe('signed out')
    expect(await tab.answer('answerCode', { code })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state)).toMatchObject({ username, how: { by: 'password', second: source.from } })
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({ code: 'Forgotten', attempts: 0 })
  })

  it('how somebody signed in survives a refresh and a reload', async () => {
    const world = peoplesWorld('ON')
    const { tab } = await asked(world, 'mail')
    await tab.answer('answerCode', { code: await lastCode(world) })
    world.advance(halfMinute)
    await tab.renew()
    const next = await world.openTab()
    expect(factsIn(next.state).how).toEqual({ by: 'password', second: 'email' })
  })

  it('an app’s code is good once; a used one keeps the question, and the next is taken', async () => {
    const world = peoplesWorld('ON')
    const code = await totp(APP_SECRET, Date.now())
    const first = await asked(world, 'app')
    expect(first.question).toEqual({ step: 'code', from: 'authenticator app' })
    expect(await first.tab.answer('answerCode', { code })).toEqual({ step: 'signed in' })
    const second = await asked(world, 'app')
    expect(await failureIn(second.tab.answer('answerCode', { code }))).toMatchObject({ code: 'ExpiredCodeException' })
    world.advance(2 * halfMinute)
    const next = await totp(APP_SECRET, Date.now())
    expect(await second.tab.answer('answerCode', { code: next })).toEqual({ step: 'signed in' })
    expect(factsIn(second.tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
  })

  it('several are chosen from, and only from those', async () => {
    const world = peoplesWorld('ON')
    const { tab, question } = await asked(world, 'both')
    expect(question).toEqual({ step: 'choose code', from: ['text message', 'email'] })
    const unavailable = tab.answer('chooseCode', { from: 'authenticator app' })
    expect(await failureIn(unavailable)).toMatchObject({ code: 'Forgotten' })
    expect(await tab.answer('chooseCode', { from: 'email' })).toMatchObject({ step: 'code', from: 'email' })
    expect(await tab.answer('answerCode', { code: await lastCode(world) })).toEqual({ step: 'signed in' })
  })

  it('a session that has run out ends the sign-in', async () => {
    const world = peoplesWorld('ON')
    const { tab } = await asked(world, 'phone')
    const code = await lastCode(world)
    world.advance(4 * 60_000)
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({
      operation: 'RespondToAuthChallenge',
      code: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    })
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({ code: 'Forgotten' })
  })

  it('a lost answer ends the sign-in and is not repeated; a throttled one is answered again', async () => {
    const world = peoplesWorld('ON')
    const { tab } = await asked(world, 'phone')
    const code = await lastCode(world)
    world.network = only(['RespondToAuthChallenge'], errorOf('TooManyRequestsException', 'Rate exceeded'))
    const calls = world.calls.length
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({ class: 'transient' })
    world.network = only(['RespondToAuthChallenge'], lostAfter)
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({ class: 'unknown outcome' })
    expect(world.calls).toHaveLength(calls + 2)
    expect(await failureIn(tab.answer('answerCode', { code }))).toMatchObject({ code: 'Forgotten' })
  })

  it('another sign-in takes the place of one that waits', async () => {
    const world = peoplesWorld('ON')
    const { tab } = await asked(world, 'phone')
    const code = await lastCode(world)
    await tab.signIn(['app', password])
    expect(await failureIn(tab.answer('chooseCode', { from: 'email' }))).toMatchObject({ code: 'Forgotten' })
    expect(await tab.answer('answerCode', { code })).toEqual({ step: 'code', from: 'authenticator app', wrong: true })
  })

  it('a question that comes late to a sign-in that was left is not asked', async () => {
    const world = peoplesWorld('ON')
    const tab = await world.openTab()
    let goOn = () => {}
    const held = new Promise<void>((resolve) => void (goOn = resolve))
    world.network = async (call, forward) => {
      const answer = await forward()
      const parameters = call.body['AuthParameters'] as Record<string, string> | undefined
      if (parameters?.['USERNAME'] === 'phone') await held
      return answer
    }
    const left = failureIn(tab.signIn(['phone', password]))
    await tab.until(() => true)
    expect(await tab.signIn(['app', password])).toMatchObject({ from: 'authenticator app' })
    goOn()
    expect(await left).toMatchObject({ code: 'Forgotten' })
    const code = await totp(APP_SECRET, Date.now())
    expect(await tab.answer('answerCode', { code })).toEqual({ step: 'signed in' })
  })
})

describe('setting one up on the way in', () => {
  const appOnly = { pool: { EmailMfaConfiguration: undefined } }

  it('an app: the secret is shown, a wrong first code asks again, the right one signs in', async () => {
    const world = peoplesWorld('ON')
    const { tab, question } = await asked(world, 'bare')
    expect(question).toEqual({ step: 'choose set-up', of: ['authenticator app', 'email'] })
    const shown = await tab.answer('chooseSetUp', { of: 'authenticator app' })
    if (shown.step !== 'set up authenticator app') throw new Error(shown.step)
    expect(shown.secret).toMatch(/^[A-Z2-7]{52}$/)
    expect(shown.uri).toBe(`otpauth://totp/Curfew%20lamps:bare?secret=${shown.secret}&issuer=Curfew%20lamps`)
    const code = await totp(shown.secret, Date.now())
    expect(await tab.answer('answerSetUp', { code: otherThan(code) })).toEqual({ ...shown, wrong: true })
    expect(await tab.answer('answerSetUp', { code })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
    expect(await tab.signIn(['bare', password])).toEqual({ step: 'code', from: 'authenticator app' })
  })

  it('where only an app can be set up, that is asked at once', async () => {
    const { question } = await asked(peoplesWorld('ON', appOnly), 'bare')
    expect(question).toMatchObject({ step: 'set up authenticator app' })
  })

  it('an address: the code that is sent there signs in', async () => {
    const world = peoplesWorld('ON', { pool: { SoftwareTokenMfaConfiguration: { Enabled: false } } })
    const { tab, question } = await asked(world, 'bare')
    expect(question).toEqual({ step: 'set up email' })
    const sent = { step: 'code', from: 'email', sentTo: 'b***@e***' }
    expect(await tab.answer('setUpEmail', { address: 'bea@example.com' })).toEqual(sent)
    expect(await tab.answer('answerCode', { code: await lastCode(world) })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state)).toMatchObject({ email: 'bea@example.com', how: { by: 'password', second: 'email' } })
  })

  it('the address can be chosen, too', async () => {
    const world = peoplesWorld('ON')
    const { tab } = await asked(world, 'bare')
    expect(await tab.answer('chooseSetUp', { of: 'email' })).toEqual({ step: 'set up email' })
  })

  it('what cannot be set up here is not supported', async () => {
    const world = peoplesWorld('ON', {
      pool: { SoftwareTokenMfaConfiguration: { Enabled: false }, EmailMfaConfiguration: undefined },
    })
    const { tab, question } = await asked(world, 'bare')
    expect(question).toEqual({ step: 'not supported', challenge: 'MFA_SETUP' })
    expect(await failureIn(tab.answer('setUpEmail', { address: 'a@b' }))).toMatchObject({ code: 'Forgotten' })
  })

  it.each([
    ['AssociateSoftwareToken', {}],
    ['AssociateSoftwareToken', { SecretCode: 'JBSWY3DPEHPK3PXP' }],
  ])('an answer of %s without what is needed ends the sign-in', async (operation, answer) => {
    const world = peoplesWorld('ON', appOnly)
    const tab = await world.openTab()
    world.network = only([operation], async () => answerOf(answer))
    expect(await failureIn(tab.signIn(['bare', password]))).toMatchObject({ operation, code: 'Unreadable' })
    expect(await failureIn(tab.answer('answerSetUp', { code: '000000' }))).toMatchObject({ code: 'Forgotten' })
  })

  it('VerifySoftwareToken: without a session, refused, or lost', async () => {
    const world = peoplesWorld('ON', appOnly)
    const { tab } = await asked(world, 'bare')
    const verifying = async () => failureIn(tab.answer('answerSetUp', { code: '000000' }))
    world.network = only(['VerifySoftwareToken'], errorOf('TooManyRequestsException'))
    expect(await verifying()).toMatchObject({ operation: 'VerifySoftwareToken', class: 'transient' })
    world.network = only(['VerifySoftwareToken'], async () => answerOf({ Status: 'SUCCESS' }))
    expect(await verifying()).toMatchObject({ code: 'Unreadable' })
    expect(await verifying()).toMatchObject({ code: 'Forgotten' })
  })
})

describe('a new password', () => {
  it('is asked for with the attributes that the pool requires, and then the second factor', async () => {
    const world = peoplesWorld('ON', {
      pool: {
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        Users: [{ Username: 'nea', TemporaryPassword: password }],
      },
    })
    const { tab, question } = await asked(world, 'nea')
    expect(question).toEqual({ step: 'new password', username: 'nea', requiredAttributes: ['email'] })
    const attributes = { email: 'nea@example.com' }
    const weak = tab.answer('answerNewPassword', { newPassword: 'short', attributes })
    expect(await failureIn(weak)).toMatchObject({ code: 'InvalidPasswordException' })
    expect(await tab.answer('answerNewPassword', { newPassword: 'Silver-spoon-78', attributes })).toMatchObject({
      step: 'code',
      from: 'email',
    })
    expect(await tab.answer('answerCode', { code: await lastCode(world) })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state)).toMatchObject({ username: 'nea', how: { by: 'password', second: 'email' } })
  })
})
