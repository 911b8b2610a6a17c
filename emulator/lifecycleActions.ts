import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  DeleteGroupCommand,
  DeleteUserPoolClientCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, vi } from 'vitest'
import { LEE, type LifecycleWorld, type Session } from './lifecycleWorld.ts'
import { BASE } from './oauth/testDomain.ts'
import { SHOP } from './oauth/testShop.ts'
import { lastCode } from './testing.ts'

/** Something that may end sessions; `mine` is lee's session that it is done with, where it takes one. */
type Action = (world: LifecycleWorld, mine: Session) => Promise<unknown>

const revokeToken = (more: object = {}): Action => {
  return (world, { client, refresh }) => world.ask('RevokeToken', { Token: refresh, ClientId: client, ...more })
}
const revokeEndpoint: Action = (world, { client, refresh }) =>
  world.domain.form('/oauth2/revoke', { token: refresh, client_id: client })
const globalSignOut: Action = (world, { access }) => world.ask('GlobalSignOut', { AccessToken: access })

const NEW_PASSWORD = 'Other-password-9'

/** Asks what has to be granted. */
async function done(world: LifecycleWorld, operation: string, body: object): Promise<void> {
  expect(await world.ask(operation, body)).toBe('ok')
}

const forgotPassword: Action = (world) => done(world, 'ForgotPassword', { ClientId: 'api', Username: 'lee' })
async function confirmForgotPassword(world: LifecycleWorld): Promise<void> {
  const code = { ConfirmationCode: await lastCode(world.emulator), Password: NEW_PASSWORD }
  await done(world, 'ConfirmForgotPassword', { ClientId: 'api', Username: 'lee', ...code })
}

const forgetDevice: Action = ({ aws }, { device: DeviceKey }) =>
  aws.send(new AdminForgetDeviceCommand({ ...LEE, DeviceKey }))

/** Changes the flag and nothing else. */
async function revocation(world: LifecycleWorld, client: string, isOn: boolean): Promise<void> {
  const of = { UserPoolId: SHOP.pool, ClientId: client }
  await world.aws.send(new UpdateUserPoolClientCommand({ ...of, EnableTokenRevocation: isOn }))
}

/** Time passes for everybody: the emulator, signatures, and libraries off-line. */
function passes(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms)
  return Promise.resolve()
}

/** The actions by their names in the matrix. */
export const LIFECYCLE_ACTIONS: Readonly<Record<string, Action>> = {
  nothing: () => Promise.resolve(),
  RevokeToken: revokeToken(),
  'RevokeToken LINKED': revokeToken({ RevokeAssociatedSessions: 'LINKED' }),
  'RevokeToken, revocation off': revokeToken(),
  async 'RevokeToken, switched on since'(world, mine) {
    await revocation(world, mine.client, true)
    await revokeToken()(world, mine)
  },
  '/oauth2/revoke': revokeEndpoint,
  '/oauth2/revoke, revocation off': revokeEndpoint,
  GlobalSignOut: globalSignOut,
  'GlobalSignOut, revocation off': globalSignOut,
  AdminUserGlobalSignOut: ({ aws }) => aws.send(new AdminUserGlobalSignOutCommand(LEE)),
  AdminDisableUser: ({ aws }) => aws.send(new AdminDisableUserCommand(LEE)),
  async 'AdminDisableUser, AdminEnableUser'({ aws }) {
    await aws.send(new AdminDisableUserCommand(LEE))
    await aws.send(new AdminEnableUserCommand(LEE))
  },
  'an hour passes': () => passes(3_601_000),
  'thirty days pass': () => passes(30 * 86_400_000),
  ForgotPassword: forgotPassword,
  async 'ForgotPassword, ConfirmForgotPassword'(world, mine) {
    await forgotPassword(world, mine)
    await confirmForgotPassword(world)
  },
  ChangePassword: (world, { access: AccessToken }) =>
    done(world, 'ChangePassword', { AccessToken, PreviousPassword: 'Any-password-1', ProposedPassword: NEW_PASSWORD }),
  AdminSetUserPassword: ({ aws }) =>
    aws.send(new AdminSetUserPasswordCommand({ ...LEE, Password: NEW_PASSWORD, Permanent: true })),
  'AdminSetUserPassword, temporary': ({ aws }) =>
    aws.send(new AdminSetUserPasswordCommand({ ...LEE, Password: NEW_PASSWORD, Permanent: false })),
  AdminResetUserPassword: ({ aws }) => aws.send(new AdminResetUserPasswordCommand(LEE)),
  async 'AdminResetUserPassword, ConfirmForgotPassword'(world) {
    await world.aws.send(new AdminResetUserPasswordCommand(LEE))
    await confirmForgotPassword(world)
  },
  AdminAddUserToGroup: ({ aws }) => aws.send(new AdminAddUserToGroupCommand({ ...LEE, GroupName: 'staff' })),
  AdminRemoveUserFromGroup: ({ aws }) => aws.send(new AdminRemoveUserFromGroupCommand({ ...LEE, GroupName: 'crew' })),
  DeleteGroup: ({ aws }) => aws.send(new DeleteGroupCommand({ UserPoolId: SHOP.pool, GroupName: 'crew' })),
  AdminUpdateUserAttributes: ({ aws }) => {
    const UserAttributes = [{ Name: 'email', Value: 'new@example.com' }]
    return aws.send(new AdminUpdateUserAttributesCommand({ ...LEE, UserAttributes }))
  },
  UpdateUserAttributes: (world, { access: AccessToken }) =>
    done(world, 'UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'family_name', Value: 'Leigh' }] }),
  'revocation switched off': (world, { client }) => revocation(world, client, false),
  'revocation switched on': (world, { client }) => revocation(world, client, true),
  async 'revocation switched off, RevokeToken'(world, mine) {
    await revocation(world, mine.client, false)
    await revokeToken()(world, mine)
  },
  async 'RevokeToken, revocation switched off'(world, mine) {
    await revokeToken()(world, mine)
    await revocation(world, mine.client, false)
  },
  ForgetDevice: (world, { access: AccessToken, device: DeviceKey }) =>
    done(world, 'ForgetDevice', { AccessToken, DeviceKey }),
  AdminForgetDevice: forgetDevice,
  async 'AdminForgetDevice, then no devices'(world, mine) {
    await forgetDevice(world, mine)
    await world.aws.send(new UpdateUserPoolCommand({ UserPoolId: SHOP.pool }))
  },
  'devices are tracked from now on': ({ aws }) => {
    const DeviceConfiguration = { DeviceOnlyRememberedOnUserPrompt: false }
    return aws.send(new UpdateUserPoolCommand({ UserPoolId: SHOP.pool, DeviceConfiguration }))
  },
  DeleteUser: (world, { access: AccessToken }) => done(world, 'DeleteUser', { AccessToken }),
  AdminDeleteUser: ({ aws }) => aws.send(new AdminDeleteUserCommand(LEE)),
  DeleteUserPoolClient: ({ aws }, { client }) =>
    aws.send(new DeleteUserPoolClientCommand({ UserPoolId: SHOP.pool, ClientId: client })),
  rotation: (world, mine) => world.refresh(mine),
  '/logout': ({ browser }) => browser.send(`${BASE}/logout?client_id=spa&logout_uri=${encodeURIComponent(SHOP.out)}`),
  AdminRevokeUserSession: (world, { client }) => world.revokeTracked('TOKEN', client, false),
  'AdminRevokeUserSession, no origin_jti': (world, { client }) => world.revokeTracked('TOKEN', client, false),
  'AdminRevokeUserSession LINKED': (world, { client }) => world.revokeTracked('TOKEN', client, true),
  'AdminRevokeUserSession of SSO': (world, { client }) => world.revokeTracked('SSO', client, false),
  'AdminRevokeUserSession of SSO LINKED': (world, { client }) => world.revokeTracked('SSO', client, true),
  async 'eviction at MaxPerUser'(world) {
    const configuration = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 1 } } as const
    await world.aws.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId: SHOP.pool, ...configuration }))
    await world.direct('lee', 'Any-password-1')
  },
}
