import type { OperatorApi } from '../cognito/operator.ts'
import { failureOf } from '../lib/failure.ts'
import type { ActState, UserAct } from '../lib/acts.ts'

type User = { poolId: string; username: string }

/**
 * Asks Cognito for one act on a user, and gives where it stands then. Throws Failed for what went wrong; what the pool
 * or the account is not made for is `not possible`.
 */
export async function doAct(api: OperatorApi, user: User, act: UserAct, now: () => Date): Promise<ActState> {
  const { poolId, username } = user
  const done = ({ requestId }: { requestId: string }): ActState => ({ state: 'done', at: now(), requestId })
  switch (act.do) {
    case 'disable':
      return done(await api.disableUser(poolId, username))
    case 'sign out':
      return done(await api.signOutUser(poolId, username))
    case 'enable':
      return done(await api.enableUser(poolId, username))
    case 'reset password':
      return unless(isNotMadeFor, now, async () => done(await api.resetPassword(poolId, username)))
    case 'forget device':
      return ifThere(now, async () => done(await api.forgetDevice(poolId, username, act.key)))
    case 'end session':
      return ifThere(now, async () => done(await api.revokeSession(user, act.id, act.linked)))
    case 'forget devices':
      return unless(isNoDevices, now, async () => forgetEvery(api, user, now))
    default:
      return act satisfies never
  }
}

/** Forgets each device; one that is gone meanwhile is forgotten. */
async function forgetEvery(api: OperatorApi, { poolId, username }: User, now: () => Date): Promise<ActState> {
  const devices = await api.listDevices(poolId, username)
  let requestId = ''
  for (const { DeviceKey = '' } of devices) {
    await ifThere(now, async () => {
      requestId = (await api.forgetDevice(poolId, username, DeviceKey)).requestId
      return { state: 'done', at: now(), requestId }
    })
  }
  if (devices.length === 0) return { state: 'not possible', at: now() }
  return { state: 'done', at: now(), requestId, count: devices.length }
}

/** What is not there any more needs no end. A user or a pool that is not there is another matter. */
async function ifThere(now: () => Date, work: () => Promise<ActState>): Promise<ActState> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = failureOf(error, '')
    if (code === 'ResourceNotFoundException' && !/user/i.test(message)) return { state: 'already', at: now() }
    throw error
  }
}

async function unless(
  isNot: (code: string) => boolean,
  now: () => Date,
  work: () => Promise<ActState>,
): Promise<ActState> {
  try {
    return await work()
  } catch (error) {
    const failure = failureOf(error, '')
    if (isNot(failure.code)) return { state: 'not possible', at: now(), failure }
    throw error
  }
}

/** [E] cognito-facts 2.10: the account is disabled, in a state that has no password, or has nowhere to send a code to. */
function isNotMadeFor(code: string): boolean {
  return code === 'NotAuthorizedException' || code === 'InvalidParameterException'
}

function isNoDevices(code: string): boolean {
  return code === 'InvalidUserPoolConfigurationException'
}
