import { t } from '@lingui/core/macro'

import type { ActivityEntry } from '../../vault/protocol/activity.ts'

type Deed = Pick<ActivityEntry, 'operation' | 'outcome' | 'target' | 'detail' | 'report'>

/** What an operator did, as a person would say it; where there are no words for it, by AWS's name of the operation. */
export function operatorDoneText({ operation, outcome, target = '', detail, report }: Deed): string {
  const isDone = outcome === 'done' || outcome === 'proven'
  const user = userIn(target)
  if (target.startsWith('leaked ')) return (isDone ? leaksDone : leaks).get(operation) ?? operation
  if (user !== undefined) {
    if (detail === 'compromised account') return t`Steps for the compromised account ${user}`
    return (isDone ? doneToUser(operation, user) : toUser(operation, user)) ?? operation
  }
  const revocation = report?.changes.length === 1 ? report.changes[0] : undefined
  if (isDone && revocation?.path === 'EnableTokenRevocation') {
    if (revocation.after === 'true') return t`Switched token revocation on`
    if (revocation.after === 'false') return t`Switched token revocation off`
  }
  return (isDone ? settingsDone : settings).get(operation) ?? operation
}

/** Names of users have no white space at Cognito: a target that reads otherwise names nobody for certain. */
function userIn(target: string): string | undefined {
  return /^user (\S+?)(?:, device \S+)?(?:, pool [\w-]+)?$/.exec(target)?.[1]
}

function doneToUser(operation: string, user: string): string | undefined {
  switch (operation) {
    case 'AdminUserGlobalSignOut':
      return t`Signed ${user} out everywhere`
    case 'AdminRevokeUserSession':
      return t`Ended chosen sessions of ${user}`
    case 'AdminDisableUser':
      return t`Disabled ${user}`
    case 'AdminEnableUser':
      return t`Enabled ${user}`
    case 'AdminResetUserPassword':
      return t`Reset the password of ${user}`
    case 'AdminForgetDevice':
      return t`Forgot a device of ${user}`
    default:
      return undefined
  }
}

/** The same where Cognito has not accepted it. */
function toUser(operation: string, user: string): string | undefined {
  switch (operation) {
    case 'AdminUserGlobalSignOut':
      return t`Sign-out of ${user} everywhere`
    case 'AdminRevokeUserSession':
      return t`End of chosen sessions of ${user}`
    case 'AdminDisableUser':
      return t`Disabling of ${user}`
    case 'AdminEnableUser':
      return t`Enabling of ${user}`
    case 'AdminResetUserPassword':
      return t`Password reset of ${user}`
    case 'AdminForgetDevice':
      return t`Forgetting of a device of ${user}`
    default:
      return undefined
  }
}

const leaksDone: ReadonlyMap<string, string> = new Map([
  ['RevokeToken', t`Revoked a leaked token`],
  ['AdminUserGlobalSignOut', t`Signed the user of a leaked token out everywhere`],
])

const leaks: ReadonlyMap<string, string> = new Map([
  ['RevokeToken', t`Revocation of a leaked token`],
  ['AdminUserGlobalSignOut', t`Sign-out of the user of a leaked token everywhere`],
])

const settingsDone: ReadonlyMap<string, string> = new Map([
  ['CreateUserPoolClient', t`Created an app client`],
  ['UpdateUserPoolClient', t`Changed the settings of an app client`],
  ['SetUserPoolClientSessionConfiguration', t`Changed the SSO reuse of an app client`],
  ['SetUserPoolSessionConfiguration', t`Changed the session tracking of a pool`],
  ['UpdateUserPool', t`Changed the settings of a pool`],
])

const settings: ReadonlyMap<string, string> = new Map([
  ['CreateUserPoolClient', t`Creation of an app client`],
  ['UpdateUserPoolClient', t`Change to the settings of an app client`],
  ['SetUserPoolClientSessionConfiguration', t`Change to the SSO reuse of an app client`],
  ['SetUserPoolSessionConfiguration', t`Change to the session tracking of a pool`],
  ['UpdateUserPool', t`Change to the settings of a pool`],
])

/** Operations by which an operator ends sessions of somebody. */
const signOuts: ReadonlySet<string> = new Set(['AdminUserGlobalSignOut', 'AdminRevokeUserSession', 'RevokeToken'])

/** Whether it is of this kind: an operator's sign-outs are both a change and a sign-out. */
export function isOfKind(
  { kind, operation }: Pick<ActivityEntry, 'kind' | 'operation'>,
  wanted: ActivityEntry['kind'],
) {
  return kind === wanted || (wanted === 'sign-out' && kind === 'operator change' && signOuts.has(operation))
}
