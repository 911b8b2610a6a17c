import { describe, expect, it } from 'vitest'

import { cloudTrailQueries, regionOf } from './cloudTrail.ts'

const at = new Date('2026-11-21T12:00:00Z')

describe('how an event is found in CloudTrail', () => {
  it('is looked up by name, time and request id, in its Region', () => {
    const { cli, athena } = cloudTrailQueries({ at, operation: 'RevokeToken', requestId: 'a-1' }, 'eu-west-1')
    expect(cli).toContain('--region eu-west-1 ')
    expect(cli).toContain('AttributeKey=EventName,AttributeValue=RevokeToken ')
    expect(cli).toContain("contains(CloudTrailEvent, 'a-1')")
    expect(cli).toContain('--start-time 2026-11-21T11:55:00Z --end-time 2026-11-21T12:05:00Z')
    expect(athena).toContain("eventname = 'RevokeToken'")
    expect(athena).toContain("requestid = 'a-1'")
  })

  it('of managed login has another name, or one that nobody has written down', () => {
    expect(cloudTrailQueries({ at, operation: 'oauth2/token' }, 'eu-west-1').cli).toContain(
      'AttributeValue=Token_POST ',
    )
    const { cli, athena } = cloudTrailQueries({ at, operation: 'oauth2/revoke' }, 'eu-west-1')
    expect(cli).toContain('AttributeKey=EventSource,AttributeValue=cognito-idp.amazonaws.com ')
    expect(athena).not.toContain('eventname =')
  })

  it.each([
    ['user ada, pool eu-north-1_Demo00001', 'eu-north-1'],
    ['pool us-gov-west-1_AbCdEfGhI', 'us-gov-west-1'],
    ['user pool eu-north-1_x y', undefined],
    ['this device', undefined],
    [undefined, undefined],
  ])('%j is in the Region %s', (target, region) => {
    expect(regionOf(target)).toBe(region)
  })

  it('takes nothing from an answer that could be a command', () => {
    const { cli, athena } = cloudTrailQueries({ at, operation: 'GetUser', requestId: "x' OR '1'='1" }, 'eu-west-1')
    expect(cli + athena).not.toContain("' OR '")
  })
})
