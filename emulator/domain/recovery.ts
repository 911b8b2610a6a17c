import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider'
import { codeMismatch, expiredCode } from './Codes.ts'
import { type Delivery, recoveryDelivery, simulatedDetails } from './delivery.ts'
import { CognitoError } from './errors.ts'
import { checkPasswordPolicy, hashPassword, isPassword } from './passwords.ts'
import { checkPasswordHistory, withPassword } from './passwordHistory.ts'
import { passwordPolicy, type Pool } from './Pools.ts'
import { hidesUsers, type Named, unknownName } from './signUp.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/**
 * ForgotPassword: a code to a verified attribute. The password goes on working until it is replaced [?]. Clients that
 * hide whether users exist are told of a simulated delivery where there is no such user, where the user is disabled, and
 * where nothing is verified that a code could go to [D]; that attempts on those who exist are counted all the same is [?].
 */
export function forgotPassword(world: World, asked: Named, name: string): CodeDeliveryDetailsType {
  const { client, pool, user, ipAddress } = asked
  if (user) world.attempts.count(user, 'ForgotPassword')
  const reached = user?.enabled ? recoveryDelivery(pool, user) : undefined
  // [?] Where only administrators may reset, nobody has anything that a code could go to.
  if ((reached === undefined || reached === 'nobody') && hidesUsers(client)) return simulatedDetails(pool, name)
  if (!user) throw unknownName()
  const to = resettable(pool, user)
  world.authEvents.record(user, { type: 'ForgotPassword', response: 'InProgress', ipAddress })
  return world.codes.send(user, 'password reset', to)
}

/**
 * ConfirmForgotPassword: the code and a new password; the user is CONFIRMED. Sessions stay as they are [B] (facts,
 * part 5). A password that breaks the policy does not use the code up [?].
 */
export async function confirmForgotPassword(
  world: World,
  { client, pool, user, ipAddress }: Named,
  code: string,
  plain: string,
): Promise<void> {
  if (user) world.attempts.count(user, 'ConfirmForgotPassword')
  // [D] Where the client hides who exists, any code of somebody who does not, or is disabled, is a wrong one.
  if (!user?.enabled && hidesUsers(client)) throw codeMismatch()
  if (!user) throw unknownName()
  checkPasswordPolicy(passwordPolicy(pool), plain)
  world.codes.check(user, 'password reset', code)
  // [?] What is D is that a client which hides who exists lets nobody in who is disabled.
  if (!user.enabled) throw refused('User is disabled')
  await checkPasswordHistory(world, pool, user, plain)
  const password = await hashPassword(world, pool.id, user.username, plain)
  // Another request may have used the code meanwhile: from here on nothing comes in between.
  const now = world.users.bySub(pool.id, user.sub)
  if (!now) throw expiredCode()
  if (!now.enabled) throw refused('User is disabled')
  world.codes.redeem(now, 'password reset', code)
  world.users.setFailures(
    world.users.change(now, { ...withPassword(pool, now, password), status: 'CONFIRMED' }),
    undefined,
  )
  world.authEvents.record(now, { type: 'ForgotPassword', response: 'Pass', ipAddress })
}

/**
 * AdminResetUserPassword: the user is RESET_REQUIRED, and is sent a code. Nothing is revoked [D]; that the tokens are
 * refused while the user is in this state, and work again after it, is inferred [?] (facts, part 5).
 */
export function resetPassword(world: World, pool: Pool, user: User): void {
  const to = resettable(pool, user)
  // [E] moto: only ForgotPassword is for who did not confirm, and confirms with the code.
  if (user.status === 'UNCONFIRMED') throw refused('User password cannot be reset in the current state.')
  world.codes.send(world.users.change(user, { status: 'RESET_REQUIRED' }), 'password reset', to)
}

/** Where a code for a new password goes. Sentences and their order from another emulator's tests [E] (facts, 2.10). */
function resettable(pool: Pool, user: User): Delivery {
  if (!user.enabled) throw refused('User is disabled')
  if (user.status !== 'CONFIRMED' && user.status !== 'RESET_REQUIRED' && user.status !== 'UNCONFIRMED') {
    throw refused('User password cannot be reset in the current state.')
  }
  const to = recoveryDelivery(pool, user)
  if (to === 'nobody') throw refused('Contact administrator to reset password.')
  if (to) return to
  throw new CognitoError(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  )
}

/**
 * ChangePassword: the old one and a new one. Sessions stay as they are [B]. Somebody without a password need not give
 * one [D]. The order of limit, old password and policy is [?].
 */
export async function changePassword(
  world: World,
  pool: Pool,
  user: User,
  previous: string | undefined,
  proposed: string,
): Promise<void> {
  world.attempts.count(user, 'ChangePassword')
  const old = user.password
  if (
    old &&
    !(previous !== undefined && (await isPassword(world.cryptography, old, pool.id, user.username, previous)))
  ) {
    throw refused('Incorrect username or password.')
  }
  checkPasswordPolicy(passwordPolicy(pool), proposed)
  await checkPasswordHistory(world, pool, user, proposed)
  const password = await hashPassword(world, pool.id, user.username, proposed)
  const now = world.users.bySub(pool.id, user.sub)
  if (!now || now.password !== old) throw refused('Incorrect username or password.')
  world.users.change(now, withPassword(pool, now, password))
  world.authEvents.record(now, { type: 'PasswordChange', response: 'Pass' })
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
