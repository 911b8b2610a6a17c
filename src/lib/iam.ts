import { t } from '@lingui/core/macro'

import { sentenceList } from './numbers.ts'

/** An IAM action on user pools, such as `cognito-idp:ListUsers`. */
export type IamAction = `cognito-idp:${string}`

/** What is known of a role, by IAM action: as far as AWS has answered. */
export type Permissions = Readonly<Record<string, 'allowed' | 'denied' | 'not tried'>>

/**
 * Why something cannot be used, with the IAM action named; undefined when nothing is known against it. Meant for a
 * control's `blocked`: `blockedBy(vault.access(), 'cognito-idp:AdminUserGlobalSignOut')`. Only what AWS has denied
 * blocks; what was not tried yet may be pressed, and Cognito's own answer is told then.
 * @param actions all that the control needs
 */
export function blockedBy(access: { permissions: Permissions }, ...actions: readonly IamAction[]): string | undefined {
  const denied = actions.filter((action) => access.permissions[action] === 'denied')
  if (denied.length === 0) return undefined
  const lacking = sentenceList(denied)
  return t`Your AWS role does not allow this: it lacks ${lacking}.`
}

/** Something an operator does with Curfew, and the IAM actions that it needs. */
export type OperatorFeature = { name: string; needs: readonly IamAction[] }

const named = (...operations: readonly string[]) => operations.map((operation): IamAction => `cognito-idp:${operation}`)

/** What each of the operator's features needs of IAM, and nothing beyond it. */
export const operatorFeatures: readonly OperatorFeature[] = [
  {
    name: t`See app clients and their settings`,
    needs: named(
      'ListUserPools',
      'DescribeUserPool',
      'ListUserPoolClients',
      'DescribeUserPoolClient',
      'GetUserPoolSessionConfiguration',
      'GetUserPoolClientSessionConfiguration',
    ),
  },
  {
    name: t`Change and create app clients`,
    needs: named('DescribeUserPoolClient', 'UpdateUserPoolClient', 'CreateUserPoolClient'),
  },
  { name: t`Switch a pool’s deletion protection on`, needs: named('DescribeUserPool', 'UpdateUserPool') },
  {
    name: t`Find users, and see their groups, devices, sessions and sign-ins`,
    needs: named(
      'ListUserPools',
      'ListUsers',
      'ListUsersInGroup',
      'ListGroups',
      'AdminGetUser',
      'AdminListGroupsForUser',
      'AdminListDevices',
      'AdminListUserAuthEvents',
      'AdminListUserSessions',
    ),
  },
  {
    name: t`Sign users out, one or many`,
    needs: named('ListUsers', 'ListUsersInGroup', 'ListGroups', 'AdminUserGlobalSignOut'),
  },
  { name: t`End single sessions`, needs: named('AdminListUserSessions', 'AdminRevokeUserSession') },
  { name: t`Forget devices`, needs: named('AdminListDevices', 'AdminForgetDevice') },
  {
    name: t`Take back a compromised account`,
    needs: named(
      'AdminDisableUser',
      'AdminUserGlobalSignOut',
      'AdminListDevices',
      'AdminForgetDevice',
      'AdminResetUserPassword',
      'AdminEnableUser',
    ),
  },
  {
    name: t`End a leaked token`,
    needs: named('ListUserPools', 'ListUserPoolClients', 'DescribeUserPoolClient', 'AdminUserGlobalSignOut'),
  },
  {
    name: t`See and set session tracking`,
    needs: named(
      'ListUserPools',
      'DescribeUserPool',
      'ListUserPoolClients',
      'GetUserPoolSessionConfiguration',
      'SetUserPoolSessionConfiguration',
      'GetUserPoolClientSessionConfiguration',
      'SetUserPoolClientSessionConfiguration',
    ),
  },
]

/** The actions that some features need together, each once, in the alphabet's order. */
export function actionsOf(features: readonly OperatorFeature[]): readonly IamAction[] {
  return [...new Set(features.flatMap(({ needs }) => needs))].sort()
}

/** A pool that a policy is for. `arn` where AWS has told it. */
export type PolicyPool = { id: string; arn?: string | undefined }

/** An IAM policy, as its JSON stands. */
export type IamPolicy = {
  Version: '2012-10-17'
  Statement: readonly { Sid: string; Effect: 'Allow'; Action: readonly string[]; Resource: readonly string[] }[]
}

/** Stands for the account where nothing has told it yet. */
export const unknownAccount = 'ACCOUNT_ID'

/**
 * The least that a role needs for some features on some pools. ListUserPools knows no resource but `*`; every other
 * action is allowed on the pools' own ARNs alone.
 */
export function policyFor(
  features: readonly OperatorFeature[],
  pools: readonly PolicyPool[],
  accountId: string | undefined,
): IamPolicy {
  const listing: IamAction = 'cognito-idp:ListUserPools'
  const actions = actionsOf(features)
  const onPools = actions.filter((action) => action !== listing)
  const arns = pools.map(({ id, arn }) => arn ?? arnOf(id, accountId)).sort()
  return {
    Version: '2012-10-17',
    Statement: [
      ...(actions.includes(listing)
        ? [{ Sid: 'SeePools', Effect: 'Allow' as const, Action: [listing], Resource: ['*'] }]
        : []),
      ...(onPools.length > 0 && arns.length > 0
        ? [{ Sid: 'OperatePools', Effect: 'Allow' as const, Action: onPools, Resource: arns }]
        : []),
    ],
  }
}

function arnOf(poolId: string, accountId = unknownAccount): string {
  const region = poolId.slice(0, poolId.lastIndexOf('_'))
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  return `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${poolId}`
}
