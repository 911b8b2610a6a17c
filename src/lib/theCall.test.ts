import { execFileSync } from 'node:child_process'

import { expect, test } from 'vitest'

import { newClientRequest } from './newClient.ts'
import { theCall } from './theCall.ts'

const body = {
  UserPoolId: 'eu-west-1_Abc',
  ClientId: 'id',
  ClientName: "it's one",
  EnableTokenRevocation: true,
  CallbackURLs: ['https://a/'],
  AllowedOAuthFlows: ['code'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
}
const of = (path: string) => ({ path, before: 'false', after: 'true' })
const updating = 'UpdateUserPoolClient'

test('the command gives a shell the request as it is', () => {
  const { cli, json } = theCall(updating, JSON.stringify(body), [of('EnableTokenRevocation')])
  expect(cli).toMatch(/^aws cognito-idp update-user-pool-client --region eu-west-1 --cli-input-json /)
  const said = execFileSync('sh', ['-c', cli.replace(/^.*?--cli-input-json /, "printf '%s' ")], { encoding: 'utf8' })
  expect(JSON.parse(said)).toEqual(body)
  expect(JSON.parse(json)).toEqual(body)
})

test('templates get the properties that change, and no others', () => {
  const one = theCall(updating, JSON.stringify(body), [of('EnableTokenRevocation')])
  expect(one.templates).toEqual({
    terraform: 'enable_token_revocation = true',
    cloudFormation: 'EnableTokenRevocation: true',
  })
  const nested = theCall(updating, JSON.stringify(body), [
    of('RefreshTokenRotation.Feature'),
    of('RefreshTokenRotation.RetryGracePeriodSeconds'),
    of('CallbackURLs'),
    of('AllowedOAuthFlows'),
  ])
  expect(nested.templates?.terraform).toBe(
    'refresh_token_rotation {\n  feature = "ENABLED"\n  retry_grace_period_seconds = 10\n}\n' +
      'callback_urls = ["https://a/"]\nallowed_oauth_flows = ["code"]',
  )
  expect(nested.templates?.cloudFormation.split('\n')).toHaveLength(3)
})

test('a property that goes is named, and has no value', () => {
  expect(theCall(updating, JSON.stringify(body), [of('LogoutURLs')]).templates).toEqual({
    terraform: '# without logout_urls',
    cloudFormation: '# without LogoutURLs',
  })
})

test('a new app client is a resource of its own, and asks for a secret without having one', () => {
  const wanted = { poolId: 'eu-west-1_Abc', name: 'Night desk', confidential: true, choice: false }
  const { cli, templates } = theCall('CreateUserPoolClient', JSON.stringify(newClientRequest(wanted)), [])
  expect(cli).toMatch(/^aws cognito-idp create-user-pool-client --region eu-west-1 --cli-input-json '\{/)
  expect(templates?.terraform.split('\n')).toEqual([
    'resource "aws_cognito_user_pool_client" "new" {',
    '  user_pool_id = "eu-west-1_Abc"',
    '  name = "Night desk"',
    '  generate_secret = true',
    '  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]',
    '  enable_token_revocation = true',
    '  prevent_user_existence_errors = "ENABLED"',
    '}',
  ])
  expect(templates?.cloudFormation.split('\n').slice(0, 5)).toEqual([
    'New:',
    '  Type: AWS::Cognito::UserPoolClient',
    '  Properties:',
    '    UserPoolId: "eu-west-1_Abc"',
    '    ClientName: "Night desk"',
  ])
})

test('a pool has its properties; session settings are known to no template', () => {
  const pool = JSON.stringify({ UserPoolId: 'eu-west-1_Abc', PoolName: 'shop', DeletionProtection: 'ACTIVE' })
  const protection = theCall('UpdateUserPool', pool, [of('DeletionProtection')])
  expect(protection.cli).toContain(' update-user-pool --region eu-west-1 ')
  expect(protection.templates).toEqual({
    terraform: 'deletion_protection = "ACTIVE"',
    cloudFormation: 'DeletionProtection: "ACTIVE"',
  })
  const tracking = JSON.stringify({ UserPoolId: 'eu-west-1_Abc', UserSessionTracking: 'ENABLED' })
  const session = theCall('SetUserPoolSessionConfiguration', tracking, [of('UserSessionTracking')])
  expect(session.cli).toContain(' set-user-pool-session-configuration --region eu-west-1 ')
  expect(session).not.toHaveProperty('templates')
  expect(theCall('SetUserPoolClientSessionConfiguration', tracking, [])).not.toHaveProperty('templates')
})
