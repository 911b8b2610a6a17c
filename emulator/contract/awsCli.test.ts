import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findAwsClient } from '../../scripts/aws-clients.mjs'
import { DEMO, type Tokens } from '../testing.ts'
import { awsEnvironment } from './awsEnvironment.ts'
import { asked, contractEmulator } from './contractEmulator.ts'

/** The AWS CLI, over a socket. */

const emulator = contractEmulator()
const cli = findAwsClient('AWS CLI')
const STORE = ['--user-pool-id', DEMO.pool, '--client-id', DEMO.storefront]

interface Printed {
  readonly AuthenticationResult?: Tokens
  readonly UserPoolClient?: Record<string, unknown>
}

/** What `aws cognito-idp ARGS` prints, or the sentence with which it gives up. */
function run(...args: string[]): Promise<Printed | string> {
  const all = ['--endpoint-url', emulator.url(), '--output', 'json', 'cognito-idp', ...args]
  return new Promise((resolve) =>
    execFile(cli ?? '', all, { env: awsEnvironment() }, (error, out, complaint) =>
      resolve(error ? complaint.trim() : out.trim() === '' ? {} : JSON.parse(out)),
    ),
  )
}

async function answer(...args: string[]): Promise<Printed> {
  const printed = await run(...args)
  if (typeof printed === 'string') throw new Error(printed)
  return printed
}

async function signIn(clientId: string = DEMO.storefront): Promise<Tokens> {
  const parameters = 'USERNAME=ada,PASSWORD=Lamp-lit-1843'
  const flow = ['--auth-flow', 'USER_PASSWORD_AUTH', '--auth-parameters', parameters]
  const { AuthenticationResult } = await answer('initiate-auth', '--client-id', clientId, ...flow)
  if (!AuthenticationResult) throw new Error('There are no tokens.')
  return AuthenticationResult
}

const revoke = (token: string) => run('revoke-token', '--client-id', DEMO.storefront, '--token', token)

// The reason stands in the name, because a name is all that the totals of npm test tell of a skipped test.
const title = cli ? 'the AWS CLI' : 'the AWS CLI (there is none: install awscli, or set CURFEW_AWS_CLI)'

describe.skipIf(cli === undefined)(title, { timeout: 300_000 }, () => {
  test('signs in, revokes, and is told that the access token is revoked', async () => {
    const { AccessToken, RefreshToken } = await signIn()
    expect(await revoke(RefreshToken)).toEqual({})
    expect(await run('get-user', '--access-token', AccessToken)).toBe(
      'An error occurred (NotAuthorizedException) when calling the GetUser operation: Access Token has been revoked',
    )
    expect(await emulator.requests()).toEqual(['InitiateAuth', 'RevokeToken', 'GetUser: NotAuthorizedException'])
  })

  test('signs in as an administrator at a client with a secret, and signs everybody of that name out', async () => {
    const hash = createHmac('sha256', DEMO.backOfficeSecret).update(`ada${DEMO.backOffice}`).digest('base64')
    const where = ['--user-pool-id', DEMO.pool, '--client-id', DEMO.backOffice]
    const parameters = `USERNAME=ada,PASSWORD=Lamp-lit-1843,SECRET_HASH=${hash}`
    const flow = ['--auth-flow', 'ADMIN_USER_PASSWORD_AUTH', '--auth-parameters', parameters]
    const { AuthenticationResult } = await answer('admin-initiate-auth', ...where, ...flow)
    const AccessToken = AuthenticationResult?.AccessToken
    expect(await asked(emulator, 'GetUser', { AccessToken })).toBe('ok')
    expect(await run('admin-user-global-sign-out', '--user-pool-id', DEMO.pool, '--username', 'ada')).toEqual({})
    expect(await asked(emulator, 'GetUser', { AccessToken })).toMatch('Access Token has been revoked')
  })

  test('turns token revocation off and on again, and nothing else changes where everything is sent back', async () => {
    const { UserPoolClient: before = {} } = await answer('describe-user-pool-client', ...STORE)
    expect(before).toMatchObject({ EnableTokenRevocation: true, RefreshTokenValidity: 30 })
    const { CreationDate: _, LastModifiedDate: __, ...settings } = before
    const update = (EnableTokenRevocation: boolean) =>
      answer('update-user-pool-client', '--cli-input-json', JSON.stringify({ ...settings, EnableTokenRevocation }))

    await update(false)
    const { UserPoolClient: off } = await answer('describe-user-pool-client', ...STORE)
    expect(off).toEqual({ ...before, EnableTokenRevocation: false, LastModifiedDate: off?.['LastModifiedDate'] })
    const { RefreshToken } = await signIn()
    expect(await revoke(RefreshToken)).toMatch('(UnsupportedOperationException) when calling the RevokeToken operation')

    await update(true)
    const { UserPoolClient: on } = await answer('describe-user-pool-client', ...STORE)
    expect(on).toEqual({ ...before, LastModifiedDate: on?.['LastModifiedDate'] })
    expect(await revoke(RefreshToken)).toEqual({})
  })

  test('an update that names the switch alone loses what AWS resets, and keeps what AWS keeps', async () => {
    await answer('update-user-pool-client', ...STORE, '--no-enable-token-revocation')
    const { UserPoolClient } = await answer('describe-user-pool-client', ...STORE)
    expect(UserPoolClient).toMatchObject({ EnableTokenRevocation: false, RefreshTokenValidity: 30 })
    expect(UserPoolClient).not.toHaveProperty('ExplicitAuthFlows')
  })

  test('a signature with another secret is refused', async () => {
    const bad = { ...awsEnvironment(), AWS_SECRET_ACCESS_KEY: 'wrong' }
    const args = ['--endpoint-url', emulator.url(), 'cognito-idp', 'list-user-pools', '--max-results', '1']
    const complaint = await new Promise((resolve) =>
      execFile(cli ?? '', args, { env: bad }, (_, __, text) => resolve(text)),
    )
    expect(complaint).toMatch('(InvalidSignatureException) when calling the ListUserPools operation')
  })
})
