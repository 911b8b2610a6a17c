import * as v from 'valibot'

import type { UserOperations } from '../protocol/users.ts'
import { name, poolId } from './fields.ts'

const ofUser = { poolId, username: name(128) }
const next = v.optional(name(131_072))
const paced = v.optional(v.boolean())
const search = v.strictObject({
  attribute: v.picklist(['username', 'email', 'phone_number', 'name', 'sub', 'cognito:user_status', 'status']),
  match: v.picklist(['is', 'starts with']),
  value: name(200),
})

/** The shape of the arguments of the operations on an operator's users. */
export const userShapes = {
  listUsers: v.strictObject({ poolId, search: v.optional(search), next, paced }),
  listUsersInGroup: v.strictObject({ poolId, group: name(128), next, paced }),
  listGroups: v.strictObject({ poolId }),
  userDetails: v.strictObject(ofUser),
  userGroups: v.strictObject(ofUser),
  userDevices: v.strictObject(ofUser),
  userHistory: v.strictObject(ofUser),
  userSessions: v.strictObject(ofUser),
  endUserSession: v.strictObject({ ...ofUser, sessionId: name(128), linked: v.boolean() }),
  signOutUser: v.strictObject({ ...ofUser, paced, jobId: v.optional(name(64)) }),
  forgetUserDevice: v.strictObject({ ...ofUser, deviceKey: name(55) }),
  disableUser: v.strictObject(ofUser),
  enableUser: v.strictObject(ofUser),
  resetUserPassword: v.strictObject(ofUser),
} satisfies { [Name in keyof UserOperations]: v.GenericSchema<unknown, Parameters<UserOperations[Name]>[0]> }
