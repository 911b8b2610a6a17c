import { CognitoIdentityProviderServiceException } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { userPoolOperations } from '../operations/index.ts'
import { contractEmulator } from './contractEmulator.ts'
import { documented } from './documented.ts'
import { sdkCalls } from './sdkCalls.ts'
import { sdkStage, stageSeed } from './sdkStage.ts'

/** The AWS SDK for JavaScript, over a socket: every emulated operation is called once. */

const emulator = contractEmulator(stageSeed)
const operations = Object.keys(userPoolOperations)

test('every operation has a call', () => {
  expect(Object.keys(sdkCalls).sort()).toEqual(operations.toSorted())
})

test("the SDK's typings are read", () => {
  expect(documented('GetUser').members).toEqual([
    'Username',
    'UserAttributes',
    'MFAOptions',
    'PreferredMfaSetting',
    'UserMFASettingList',
  ])
  expect(documented('RevokeToken')).toMatchObject({ members: [], exceptions: { length: 9 } })
})

test.each(operations)('%s', async (operation) => {
  const stage = sdkStage(emulator)
  const call: (...args: unknown[]) => unknown = Reflect.get(sdkCalls, operation)
  const made = await call(stage)
  const { send = made, refused } = Object(made)
  await emulator.requests()
  const method: (input: unknown) => Promise<object> = Reflect.get(
    stage.aws,
    operation.replace(/^./, (letter) => letter.toLowerCase()),
  )
  const { members, exceptions } = documented(operation)
  const answer = await method.call(stage.aws, send).catch((error: unknown) => error)
  if (answer instanceof CognitoIdentityProviderServiceException) {
    expect(`${answer.name}: ${answer.message}`).toMatch(new RegExp(`^${refused}: `))
    expect(exceptions).toContain(answer.name)
  } else {
    expect(refused).toBeUndefined()
    expect(members).toEqual(expect.arrayContaining(Object.keys(Object(answer)).filter((name) => name !== '$metadata')))
  }
  const [request = '', ...more] = await emulator.requests()
  expect([request, more]).toEqual([refused ? `${operation}: ${refused}` : operation, []])
})
