import { t } from '@lingui/core/macro'

const again = t`Trying again does no harm.`
const device = t`Whether the device was forgotten is not known. ${again}`
const session = t`Whether that session has ended is not known. ${again}`
const user = t`Whether the user was signed out is not known. ${again}`

/** What an act comes to whose answer did not arrive, for those acts that nothing is read back of. */
export const unansweredConsequences: readonly (readonly [string, string])[] = [
  ['GlobalSignOut', t`You are still signed in here. Whether your other devices were signed out is not known. ${again}`],
  ['RevokeToken (leaked)', t`Whether the token was ended is not known. ${again}`],
  ['RevokeUserSession', session],
  ['ForgetDevice', device],
  ['AdminUserGlobalSignOut', user],
  ['AdminRevokeUserSession', session],
  ['AdminForgetDevice', device],
  ['AdminDisableUser', t`Whether the user was disabled is not known. ${again}`],
  ['AdminEnableUser', t`Whether the user was enabled is not known. ${again}`],
  [
    'AdminResetUserPassword',
    t`Whether the password was reset is not known. Trying again sends another code where it was.`,
  ],
]
