import { execFileSync } from 'node:child_process'

import { expect, test } from 'vitest'

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

test('the command gives a shell the request as it is', () => {
  const { cli, json } = theCall('eu-west-1_Abc', JSON.stringify(body), [of('EnableTokenRevocation')])
  expect(cli).toMatch(/^aws cognito-idp update-user-pool-client --region eu-west-1 --cli-input-json /)
  const said = execFileSync('sh', ['-c', cli.replace(/^.*?--cli-input-json /, "printf '%s' ")], { encoding: 'utf8' })
  expect(JSON.parse(said)).toEqual(body)
  expect(JSON.parse(json)).toEqual(body)
})

test('templates get the properties that change, and no others', () => {
  const one = theCall('eu-west-1_Abc', JSON.stringify(body), [of('EnableTokenRevocation')])
  expect(one.terraform).toBe('enable_token_revocation = true')
  expect(one.cloudFormation).toBe('EnableTokenRevocation: true')
  const nested = theCall('eu-west-1_Abc', JSON.stringify(body), [
    of('RefreshTokenRotation.Feature'),
    of('RefreshTokenRotation.RetryGracePeriodSeconds'),
    of('CallbackURLs'),
    of('AllowedOAuthFlows'),
  ])
  expect(nested.terraform).toBe(
    'refresh_token_rotation {\n  feature = "ENABLED"\n  retry_grace_period_seconds = 10\n}\n' +
      'callback_urls = ["https://a/"]\nallowed_oauth_flows = ["code"]',
  )
  expect(nested.cloudFormation.split('\n')).toHaveLength(3)
})
