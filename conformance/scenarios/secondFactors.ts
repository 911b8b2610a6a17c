import { createHmac } from 'node:crypto'

import { type Answer, textAt } from '../Answer.ts'
import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** How long a code of an authenticator app is the current one. */
const STEP_MS = 30_000

/** The code that an authenticator app shows (RFC 6238: SHA-1, six digits, thirty seconds). */
function codeAt(secret: string, ms: number): string {
  const bits = Array.from(secret, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / STEP_MS)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 0x0f
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A code that is not the current one, nor one beside it. */
function wrongCode(secret: string, ms: number): string {
  const near = [-1, 0, 1].map((steps) => codeAt(secret, ms + steps * STEP_MS))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? ''
}

/** A scenario in a pool of its own where people may have an authenticator app. */
function withApp(scenario: Omit<Scenario, 'needs'>): Scenario {
  return {
    ...scenario,
    needs: ['own pool'],
    async observe(ground) {
      const there = await ground.elsewhere({ Policies: { PasswordPolicy: { MinimumLength: 12 } } })
      const settings = { SoftwareTokenMfaConfiguration: { Enabled: true }, MfaConfiguration: 'OPTIONAL' }
      await there.step('SetUserPoolMfaConfig', settings)
      return scenario.observe(there)
    },
  }
}

/** Somebody with a session and the secret of an app that is not verified yet. */
const associated = async (ground: Ground) => {
  const session = await ground.session()
  const answer = await ground.openStep('AssociateSoftwareToken', { AccessToken: session.access })
  const secret = textAt(answer, 'SecretCode')
  ground.discretion.hide(secret)
  return { session, secret }
}

/** Somebody whose every sign-in asks for a code, at the beginning of a step whose code has not been used. */
const enrolled = async (ground: Ground) => {
  const { session, secret } = await associated(ground)
  const { access: AccessToken, app, person } = session
  await ground.openStep('VerifySoftwareToken', { AccessToken, UserCode: codeAt(secret, ground.nowMs()) })
  const preference = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }
  await ground.openStep('SetUserMFAPreference', { AccessToken, ...preference })
  await ground.passes(STEP_MS - (ground.nowMs() % STEP_MS))
  const begin = async () =>
    ground.openStep('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: app.id,
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    })
  const answerTo = async (asked: Answer, code: string) =>
    ground.says('RespondToAuthChallenge', {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ClientId: app.id,
      Session: textAt(asked, 'Session'),
      ChallengeResponses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: code },
    })
  return { secret, begin, answerTo }
}

/** Codes of an authenticator app: setting one up, and being asked for one. */
export const secondFactors: readonly Scenario[] = [
  withApp({
    name: 'second-factors/set-up',
    claim: 'an app is set up by a code of it, and not by another',
    marks: ['D', '?'],
    expected: ['400 EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA', 'SUCCESS'],
    async observe(ground) {
      const { session, secret } = await associated(ground)
      const verify = { AccessToken: session.access }
      const wrong = { ...verify, UserCode: wrongCode(secret, ground.nowMs()) }
      const refused = await ground.says('VerifySoftwareToken', wrong)
      const right = { ...verify, UserCode: codeAt(secret, ground.nowMs()) }
      return [refused, textAt(await ground.openStep('VerifySoftwareToken', right), 'Status')]
    },
  }),
  withApp({
    name: 'second-factors/sign-in',
    claim: 'a wrong code can be followed by the right one in the same step of the sign-in',
    marks: ['T', 'B'],
    expected: ['SOFTWARE_TOKEN_MFA', '400 CodeMismatchException: Invalid code received for user', '200'],
    async observe(ground) {
      const { secret, begin, answerTo } = await enrolled(ground)
      const asked = await begin()
      const wrong = await answerTo(asked, wrongCode(secret, ground.nowMs()))
      return [textAt(asked, 'ChallengeName'), wrong, await answerTo(asked, codeAt(secret, ground.nowMs()))]
    },
  }),
  withApp({
    name: 'second-factors/code-used-twice',
    claim: 'a code signs in once',
    marks: ['B'],
    expected: ['200', '400 ExpiredCodeException: Your software token has already been used once.'],
    async observe(ground) {
      const { secret, begin, answerTo } = await enrolled(ground)
      const code = codeAt(secret, ground.nowMs())
      return [await answerTo(await begin(), code), await answerTo(await begin(), code)]
    },
  }),
  withApp({
    name: 'second-factors/password-reset',
    claim: 'somebody who has to reset the password is not authorized to set one up: no other exception is declared',
    marks: ['?'],
    expected: ['400 NotAuthorizedException: Password reset required for the user'],
    async observe(ground) {
      const person = await ground.person('email')
      const { access: AccessToken } = await ground.signIn(await ground.app(), person)
      await ground.step('AdminResetUserPassword', { Username: person.username })
      return [await ground.says('AssociateSoftwareToken', { AccessToken })]
    },
  }),
  {
    name: 'second-factors/not-in-this-pool',
    claim: 'a pool without authenticator apps lets nobody set one up',
    marks: ['D'],
    needs: ['own pool'],
    expected: ['400 SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool.'],
    async observe(ground) {
      const { access } = await (await ground.elsewhere({ MfaConfiguration: 'OFF' })).session()
      return [await ground.says('AssociateSoftwareToken', { AccessToken: access })]
    },
  },
]
