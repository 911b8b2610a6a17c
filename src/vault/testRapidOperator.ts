/* oxlint-disable no-restricted-imports -- other browsers of the tests sign in at the emulator; no part of the console imports this file */
import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider'

import { sdk, signIn } from '../../emulator/testing.ts'
import type { UserAct } from '../lib/acts.ts'
import type { AccessOperations } from './protocol/access.ts'
import type { ActOperations } from './protocol/acts.ts'
import type { ClientChangeOperations } from './protocol/clientChanges.ts'
import type { LeakOperations } from './protocol/leaks.ts'
import type { PoolOperations } from './protocol/pools.ts'
import type { OperationName } from './protocol.ts'
import type { UserOperations } from './protocol/users.ts'
import { ended, leaking, only1, signInElsewhere } from './testLeaks.ts'
import { asksNothing, person, type Row, type Rows, type Sends, type Stage } from './testRapid.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, errorOf, lostBefore, only } from './testWorld.ts'

type OwnPools = Extract<OperationName, 'listPools' | 'listAppClients' | 'describeAppClient'>

const pool = { poolId: demo.pool }
const ada = { ...pool, username: 'ada' }
const client = { ...pool, clientId: demo.storefront }
const key = 'us-east-1_00000000-0000-4000-8000-000000000000'
const signOut: readonly UserAct[] = [{ do: 'sign out' }]

/** An operator at work, with credentials. */
async function operating() {
  const { world, tab } = await person(demo.storefront, demo.rhea)
  await tab.run('listPools', {})
  return { world, tab }
}

/** Where an operator can just be asked for it. */
function plain<Name extends OperationName>(args: Stage<Name>['args'], sends: Sends): Row<Name> {
  return { stage: async () => ({ ...(await operating()), args }), sends }
}

/** The receipt of acts on a user, once each has had its answer. */
function told(tab: Tab, after = 0) {
  return async ({ receiptId }: { receiptId: string }) =>
    tab.until(() =>
      tab.messages
        .slice(after)
        .some(
          (message) =>
            message.kind === 'receipt' &&
            message.receipt.kind === 'a user' &&
            message.receipt.id === receiptId &&
            message.receipt.acts.every(({ at }) => at.state !== 'waiting'),
        ),
    )
}

/** A change that is ready to be written; `drifted` when it was, and something else has changed. */
async function planned(drifted = false) {
  const { world, tab } = await operating()
  const plan = await tab.run('planChange', { ...client, change: { set: 'revocation', on: false } })
  if (plan.verdict !== 'ready') throw new Error(plan.verdict)
  if (drifted) {
    let written = false
    world.network = async (call, forward) => {
      const answer = await forward()
      if (call.operation === 'UpdateUserPoolClient') written = true
      if (!written || call.operation !== 'DescribeUserPoolClient') return answer
      const { UserPoolClient } = (await answer.json()) as { UserPoolClient: object }
      return answerOf({ UserPoolClient: { ...UserPoolClient, RefreshTokenValidity: 7 } })
    }
    const { outcome } = await tab.run('commitChange', { planId: plan.planId })
    if (outcome !== 'drift') throw new Error(outcome)
  }
  return { world, tab, args: { planId: plan.planId } }
}

/** A change that was written and read back. */
async function written() {
  const { world, tab, args } = await planned()
  await tab.run('commitChange', args)
  return { world, tab, args }
}

const limit = { of: 'pool', ...pool, tracking: true, maxPerUser: 3 } as const

/** A setting that is ready to be written. */
async function settingPlanned() {
  const { world, tab } = await operating()
  const plan = await tab.run('planPoolSetting', { setting: limit })
  if (plan.verdict !== 'ready') throw new Error(plan.verdict)
  return { world, tab, args: { planId: plan.planId } }
}

/** The operations of an operator. */
export const operatorRows: Rows<
  | OwnPools
  | keyof AccessOperations
  | keyof ClientChangeOperations
  | keyof UserOperations
  | keyof LeakOperations
  | keyof ActOperations
  | keyof PoolOperations
> = {
  access: asksNothing({}),
  useCredentials: asksNothing({
    text: 'AWS_ACCESS_KEY_ID=ASIAEXAMPLEEXAMPLE12\nAWS_SECRET_ACCESS_KEY=abcdefghijklmnopqrstuvwxyzabcdefghijklmn\nAWS_SESSION_TOKEN=abcdefghijklmnopqrstuvwxyz',
  }),
  dropCredentials: asksNothing({}),
  probeAccess: plain(
    {},
    Object.fromEntries(
      [
        'AdminGetUser',
        'AdminListDevices',
        'AdminListGroupsForUser',
        'AdminListUserAuthEvents',
        'AdminListUserSessions',
        'DescribeUserPool',
        'DescribeUserPoolClient',
        'GetUserPoolClientSessionConfiguration',
        'GetUserPoolSessionConfiguration',
        'ListGroups',
        'ListUserPoolClients',
        'ListUserPools',
        'ListUsers',
        'ListUsersInGroup',
      ].map((operation) => [operation, 1]),
    ),
  ),

  listPools: plain({}, { ListUserPools: 2 }),
  listAppClients: plain(pool, { ListUserPoolClients: 2 }),
  describeAppClient: plain(client, { DescribeUserPoolClient: 2 }),
  auditAppClient: plain(client, { DescribeUserPoolClient: 2 }),
  poolsPage: plain({}, { ListUserPools: 2 }),
  appClientsPage: plain(pool, { ListUserPoolClients: 2 }),
  poolSettings: plain(pool, { DescribeUserPool: 2 }),
  sessionTracking: plain(pool, { GetUserPoolSessionConfiguration: 2 }),
  clientSession: plain(client, { GetUserPoolClientSessionConfiguration: 2 }),

  createAppClient: plain(
    { ...pool, name: 'Night desk', confidential: false, choice: false },
    { CreateUserPoolClient: 1, DescribeUserPoolClient: 1 },
  ),
  planChange: plain({ ...client, change: { set: 'revocation', on: false } }, { DescribeUserPoolClient: 1 }),
  planRestore: { stage: async () => planned(true), sends: { DescribeUserPoolClient: 1 } },
  planUndo: { stage: async () => written(), sends: { DescribeUserPoolClient: 1 } },
  commitChange: { stage: async () => planned(), sends: { DescribeUserPoolClient: 2, UpdateUserPoolClient: 1 } },
  unfinishedChanges: asksNothing({}),
  verifyChange: { stage: async () => planned(true), sends: { DescribeUserPoolClient: 2 } },
  settleChange: asksNothing({ planId: 'none' }),
  planPoolSetting: plain({ setting: limit }, { GetUserPoolSessionConfiguration: 1 }),
  planSettingUndo: {
    stage: async () => {
      const { world, tab, args } = await settingPlanned()
      await tab.run('commitPoolSetting', args)
      return { world, tab, args }
    },
    sends: { GetUserPoolSessionConfiguration: 1 },
  },
  commitPoolSetting: {
    stage: settingPlanned,
    sends: { GetUserPoolSessionConfiguration: 2, SetUserPoolSessionConfiguration: 1 },
  },

  listUsers: plain(pool, { ListUsers: 2 }),
  listUsersInGroup: plain({ ...pool, group: 'engineers' }, { ListUsersInGroup: 2 }),
  listGroups: plain(pool, { ListGroups: 2 }),
  userDetails: plain(ada, { AdminGetUser: 2 }),
  userGroups: plain(ada, { AdminListGroupsForUser: 2 }),
  userDevices: plain(ada, { AdminListDevices: 2 }),
  userHistory: {
    stage: async () => {
      const { world, tab } = await operating()
      world.network = only(['AdminListUserAuthEvents'], async () => answerOf({ AuthEvents: [] }))
      return { world, tab, args: ada }
    },
    sends: { AdminListUserAuthEvents: 2 },
  },
  userSessions: plain(ada, { AdminListUserSessions: 2 }),
  endUserSession: {
    stage: async () => {
      const { world, tab } = await operating()
      await signIn(world.emulator, demo.storefront, ...demo.ada)
      const sessionId = (await tab.run('userSessions', ada))[0]?.id ?? ''
      return { world, tab, args: { ...ada, sessionId, linked: false } }
    },
    sends: { AdminRevokeUserSession: 1 },
  },
  signOutUser: plain(ada, { AdminUserGlobalSignOut: 1 }),
  forgetUserDevice: {
    stage: async () => {
      const { world, tab } = await operating()
      world.network = only(['AdminForgetDevice'], async () => answerOf({}))
      return { world, tab, args: { ...ada, deviceKey: key } }
    },
    sends: { AdminForgetDevice: 1 },
  },
  disableUser: plain(ada, { AdminDisableUser: 1 }),
  enableUser: {
    stage: async () => {
      const { world, tab } = await operating()
      await sdk(world.emulator).send(new AdminDisableUserCommand({ UserPoolId: demo.pool, Username: 'ada' }))
      return { world, tab, args: ada }
    },
    sends: { AdminEnableUser: 1 },
  },
  resetUserPassword: plain(ada, { AdminResetUserPassword: 1 }),

  readLeaked: {
    stage: async () => {
      const { world, tab, tokens } = await leaking()
      await tab.run('listPools', {})
      return { world, tab, args: { text: tokens.access } }
    },
    // The one without a name is the pool's keys.
    sends: { ListUserPools: 1, '': 1, GetUser: 1 },
  },
  revokeLeaked: {
    stage: async () => {
      const { world, tab } = await leaking()
      const { refresh } = await signInElsewhere(world, demo.storefront)
      const { id } = await only1(tab, refresh)
      await tab.run('listPools', {})
      const over = async ({ receiptId }: { receiptId: string }) => ended(tab, receiptId)
      return { world, tab, args: { tokenId: id, ...client }, over }
    },
    sends: { DescribeUserPoolClient: 1, RevokeToken: 1, GetTokensFromRefreshToken: 1 },
  },
  endLeakedUser: {
    stage: async () => {
      const { world, tab, tokens } = await leaking()
      const { id } = await only1(tab, tokens.access)
      const over = async ({ receiptId }: { receiptId: string }) => ended(tab, receiptId)
      return { world, tab, args: { tokenId: id }, over }
    },
    sends: { AdminUserGlobalSignOut: 1, GetUser: 1 },
  },
  forgetLeaked: asksNothing({}),

  beginActs: {
    stage: async () => {
      const { world, tab } = await operating()
      return { world, tab, args: { ...ada, plan: 'act', acts: signOut }, over: told(tab) }
    },
    sends: { AdminUserGlobalSignOut: 1 },
  },
  retryActs: {
    stage: async () => {
      const { world, tab } = await operating()
      world.network = only(['AdminUserGlobalSignOut'], errorOf('InternalErrorException', '', 500))
      const begun = await tab.run('beginActs', { ...ada, plan: 'act', acts: signOut })
      await told(tab)(begun)
      world.network = only([], lostBefore)
      const after = tab.messages.length
      return { world, tab, args: { ...begun, places: [0] }, over: told(tab, after) }
    },
    sends: { AdminUserGlobalSignOut: 1 },
  },
  stopActs: asksNothing({ receiptId: demo.pool }),
}
