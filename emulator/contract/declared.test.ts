import { readFileSync } from 'node:fs'
import { CognitoIdentityProviderServiceException } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { sha256, toBase64Url, utf8 } from '../domain/encoding.ts'
import { userPoolOperations } from '../operations/index.ts'
import { CATEGORY_OF } from '../wire/quotaTable.ts'
import { contractEmulator } from './contractEmulator.ts'
import { documented } from './documented.ts'
import { sdkCalls } from './sdkCalls.ts'
import { STAGE, type Stage, sdkStage, stageSeed } from './sdkStage.ts'

/**
 * What every operation answers when its user, its client or its pool is not as it was a moment ago: whatever looks at
 * them is shared by many operations, and not all declare the same exceptions.
 */

const emulator = contractEmulator(stageSeed)
const PEOPLE = [STAGE.user, STAGE.newcomer, 'nour']
const UserPoolId = STAGE.pool

/** Gives everybody a status that no operation gives them. */
async function everybody(UserStatus: string): Promise<void> {
  const snapshot = (await emulator.control().snapshot()) as { tables: { users: [string, { status: string }][] } }
  for (const [, user] of snapshot.tables.users) user.status = UserStatus
  const sum = toBase64Url(await sha256(utf8(JSON.stringify(snapshot.tables))))
  await emulator.control().restore({ ...snapshot, sum })
}

const each = (act: (Username: string) => Promise<unknown>) => Promise.all(PEOPLE.map(act))

/** What happened in between. */
const MEANWHILE: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  'deleted users': ({ aws }) => each((Username) => aws.adminDeleteUser({ UserPoolId, Username })),
  'disabled users': ({ aws }) => each((Username) => aws.adminDisableUser({ UserPoolId, Username })),
  'users who are signed out': ({ aws }) => each((Username) => aws.adminUserGlobalSignOut({ UserPoolId, Username })),
  'users who must reset the password': () => everybody('RESET_REQUIRED'),
  'users who must choose a password': () => everybody('FORCE_CHANGE_PASSWORD'),
  'unconfirmed users': () => everybody('UNCONFIRMED'),
  'confirmed users': () => everybody('CONFIRMED'),
  'deleted clients': ({ aws }) =>
    Promise.all(
      [STAGE.client, STAGE.closed, STAGE.machine].map((ClientId) => aws.deleteUserPoolClient({ UserPoolId, ClientId })),
    ),
  'deleted pools': async ({ aws }) => {
    await aws.deleteUserPoolDomain({ UserPoolId, Domain: 'stage' })
    await aws.deleteUserPool({ UserPoolId })
    await aws.deleteUserPool({ UserPoolId: STAGE.bare })
  },
}

test.each(Object.entries(MEANWHILE))('of %s no operation says what it does not declare', async (_, happen) => {
  const undeclared: string[] = []
  let refusals = 0
  for (const operation of Object.keys(userPoolOperations)) {
    await emulator.control().reset()
    const stage = sdkStage(emulator)
    const call: (...args: unknown[]) => unknown = Reflect.get(sdkCalls, operation)
    const made = await call(stage)
    const { send = made } = Object(made)
    await happen(stage)
    const method: (input: unknown) => Promise<object> = Reflect.get(
      stage.aws,
      operation.replace(/^./, (letter) => letter.toLowerCase()),
    )
    const answer = await method.call(stage.aws, send).catch((error: unknown) => error)
    if (!(answer instanceof CognitoIdentityProviderServiceException)) continue
    refusals += 1
    const isDeclared = documented(operation).exceptions.includes(answer.name)
    if (!isDeclared) undeclared.push(`${operation}: ${answer.name}`)
  }
  expect(undeclared).toEqual([])
  expect(refusals).toBeGreaterThan(0)
})

test('the operations that have a quota, and do not declare the exception of quotas, are those that the README names', () => {
  const undeclared = [...CATEGORY_OF.keys()].filter(
    (name) =>
      Object.hasOwn(userPoolOperations, name) && !documented(name).exceptions.includes('TooManyRequestsException'),
  )
  expect(undeclared).toEqual(['AssociateSoftwareToken', 'SetUserMFAPreference', 'AdminSetUserMFAPreference'])
  const readme = readFileSync('emulator/README.md', 'utf8').replaceAll(/\s+/g, ' ')
  expect(readme).toContain(`${undeclared.slice(0, 2).join(', ')} and ${undeclared[2]} do not declare it`)
})
