import { describe, expect, it } from 'vitest'

import { demoSeed } from '../../emulator/seed.ts'
import { actionsOf, blockedBy, operatorFeatures, policyFor } from './iam.ts'

describe('what a role does not allow', () => {
  const permissions = {
    'cognito-idp:ListUsers': 'allowed',
    'cognito-idp:AdminDisableUser': 'denied',
    'cognito-idp:AdminEnableUser': 'denied',
    'cognito-idp:ListGroups': 'not tried',
  } as const

  it('blocks with every action named that AWS has denied', () => {
    expect(blockedBy({ permissions }, 'cognito-idp:AdminDisableUser')).toBe(
      'Your AWS role does not allow this: it lacks cognito-idp:AdminDisableUser.',
    )
    expect(
      blockedBy(
        { permissions },
        'cognito-idp:AdminDisableUser',
        'cognito-idp:ListUsers',
        'cognito-idp:AdminEnableUser',
      ),
    ).toMatch(/lacks cognito-idp:AdminDisableUser and cognito-idp:AdminEnableUser\.$/)
  })

  it('blocks nothing that is allowed, was not tried, or was never heard of', () => {
    expect(blockedBy({ permissions }, 'cognito-idp:ListUsers', 'cognito-idp:ListGroups')).toBeUndefined()
    expect(blockedBy({ permissions: {} }, 'cognito-idp:AdminDisableUser')).toBeUndefined()
  })
})

describe('the least-privilege policy', () => {
  const features = (...names: readonly RegExp[]) =>
    operatorFeatures.filter(({ name }) => names.some((wanted) => wanted.test(name)))
  const pool = { id: 'eu-west-1_AbCdEfGhI' }

  it('for all features is the one that the demo’s operator has', () => {
    const pools = (demoSeed.userPools ?? []).map(({ Id }) => ({ id: Id ?? '' }))
    const written = policyFor(operatorFeatures, pools, '000000000000')
    const operator = demoSeed.roles?.find(({ RoleName }) => RoleName === 'CurfewOperator')
    expect(JSON.parse(JSON.stringify(operator?.Policies))).toEqual([JSON.parse(JSON.stringify(written))])
  })

  it('allows ListUserPools on everything, and the rest on the pools alone', () => {
    expect(policyFor(features(/^Sign users out/, /^See app clients/), [pool], '123456789012').Statement).toEqual([
      { Sid: 'SeePools', Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: ['*'] },
      {
        Sid: 'OperatePools',
        Effect: 'Allow',
        Action: [
          'cognito-idp:AdminUserGlobalSignOut',
          'cognito-idp:DescribeUserPool',
          'cognito-idp:DescribeUserPoolClient',
          'cognito-idp:GetUserPoolClientSessionConfiguration',
          'cognito-idp:GetUserPoolSessionConfiguration',
          'cognito-idp:ListGroups',
          'cognito-idp:ListUserPoolClients',
          'cognito-idp:ListUsers',
          'cognito-idp:ListUsersInGroup',
        ],
        Resource: ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI'],
      },
    ])
  })

  it('holds nothing that was not chosen', () => {
    expect(policyFor([], [pool], '1').Statement).toEqual([])
    expect(policyFor(features(/^Forget devices/), [], '1').Statement).toEqual([])
    expect(policyFor(features(/^Forget devices/), [pool], '1').Statement.map(({ Sid }) => Sid)).toEqual([
      'OperatePools',
    ])
  })

  it.each([
    ['cn-north-1_A', 'arn:aws-cn:cognito-idp:cn-north-1:ACCOUNT_ID:userpool/cn-north-1_A'],
    ['us-gov-west-1_A', 'arn:aws-us-gov:cognito-idp:us-gov-west-1:ACCOUNT_ID:userpool/us-gov-west-1_A'],
  ])('names %s in its partition, and says where the account is missing', (id, arn) => {
    expect(policyFor(features(/^Forget devices/), [{ id }], undefined).Statement[0]?.Resource).toEqual([arn])
    expect(policyFor(features(/^Forget devices/), [{ id, arn: 'arn:told' }], '1').Statement[0]?.Resource).toEqual([
      'arn:told',
    ])
  })

  it('needs no action that no feature uses', () => {
    expect(actionsOf(operatorFeatures)).toHaveLength(25)
    for (const unused of ['DeleteUserPool', 'AdminGetDevice', 'AdminUpdateDeviceStatus', 'GetUserPoolMfaConfig']) {
      expect(actionsOf(operatorFeatures)).not.toContain(`cognito-idp:${unused}`)
    }
  })
})
