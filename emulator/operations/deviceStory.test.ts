import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import { expect, test } from 'vitest'
import { emulatorControl } from '../client.ts'
import { createEmulatorKeys } from '../index.ts'
import { startServer } from '../server.ts'
import { totp } from './authenticator.ts'
import { APP_SECRET, POOL, secondFactorSeed } from './secondFactorPool.ts'

/** The pool with every second factor, and devices. */
function deviceSeed() {
  const [pool] = secondFactorSeed('ON').userPools ?? []
  if (!pool) throw new Error('the seed has a pool')
  return { version: 1 as const, userPools: [{ ...pool, DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } }] }
}

test('amazon-cognito-identity-js remembers its device, which stands for the second factor until it is forgotten', async () => {
  const server = await startServer({ port: 0, keys: createEmulatorKeys(), seed: deviceSeed() })
  const clock = emulatorControl(server.url)
  const kept = new Map<string, string>()
  const Storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  }
  const Pool = new CognitoUserPool({ UserPoolId: POOL, ClientId: 'web', endpoint: server.url, Storage })
  let asked = 0
  /** Signs in as if the app had just been opened, with what is kept of earlier times. */
  const signIn = () =>
    new Promise<CognitoUser>((resolve, onFailure) => {
      const user = new CognitoUser({ Username: 'app', Pool, Storage })
      const onSuccess = () => resolve(user)
      user.authenticateUser(new AuthenticationDetails({ Username: 'app', Password: 'p' }), {
        onSuccess,
        onFailure,
        totpRequired: () => {
          asked += 1
          void clock.clock().then(async ({ nowMs }) => {
            const code = await totp(APP_SECRET, nowMs)
            user.sendMFACode(code, { onSuccess, onFailure }, 'SOFTWARE_TOKEN_MFA')
          })
        },
      })
    })
  const devices = (user: CognitoUser) =>
    new Promise<{ Devices: unknown[] }>((onSuccess, onFailure) =>
      user.listDevices(10, null, { onSuccess: onSuccess as never, onFailure }),
    )
  const forget = (user: CognitoUser) =>
    new Promise((onSuccess, onFailure) => user.forgetDevice({ onSuccess, onFailure }))
  const refresh = (user: CognitoUser) =>
    new Promise<string>((resolve) => {
      const token = user.getSignInUserSession()?.getRefreshToken()
      if (!token) throw new Error('signed in')
      user.refreshSession(token, (error: Error | null) => resolve(error ? error.message : 'ok'))
    })
  try {
    const first = await signIn()
    const after = [asked]
    expect((await devices(first)).Devices).toHaveLength(1)
    await clock.advanceClock(60_000)
    const second = await signIn()
    after.push(asked)
    expect((await devices(second)).Devices).toHaveLength(1)
    expect(await refresh(second)).toBe('ok')
    await forget(second)
    expect(await refresh(second)).toBe('Invalid Refresh Token.')
    await clock.advanceClock(60_000)
    const third = await signIn()
    after.push(asked)
    expect((await devices(third)).Devices).toHaveLength(1)
    expect(after).toEqual([1, 1, 2])
  } finally {
    await server.close()
  }
}, 300_000)
