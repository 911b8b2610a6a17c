import { textAt } from '../Answer.ts'
import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const noDevice = '400 ResourceNotFoundException: Device does not exist.'
const VERIFIER = { PasswordVerifier: btoa('v'.repeat(256)), Salt: btoa('salt-of-16-bytes') }
const UNKNOWN = 'us-east-1_00000000-0000-4000-8000-000000000000'

const DeviceConfiguration = { DeviceOnlyRememberedOnUserPrompt: false }

/** A scenario in a pool that remembers devices. */
function remembering(scenario: Omit<Scenario, 'needs'>): Scenario {
  return {
    ...scenario,
    needs: ['own pool'],
    observe: async (ground) => scenario.observe(await ground.elsewhere({ DeviceConfiguration })),
  }
}

/** The ground of a pool that nobody else uses, so that a scenario can change it. */
const alone = (ground: Ground, name: string, settings: object = {}) =>
  ground.elsewhere({ PoolName: `curfew-conformance-${name}`, ...settings })

/** Somebody's session, and the device that it was offered; `isConfirmed`: and took. */
const onDevice = async (ground: Ground, isConfirmed = true) => {
  const [app, person] = [await ground.app(), await ground.person()]
  const answer = await ground.openStep('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: app.id,
    AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
  })
  const session = ground.sessionOf(app, answer)
  const key = textAt(answer, 'AuthenticationResult.NewDeviceMetadata.DeviceKey')
  ground.discretion.name(key, '<device>')
  if (isConfirmed) {
    const named = { AccessToken: session.access, DeviceKey: key }
    await ground.openStep('ConfirmDevice', { ...named, DeviceSecretVerifierConfig: VERIFIER })
  }
  return { session, key, person }
}

/** Devices, and the refresh tokens that are bound to them. */
export const devices: readonly Scenario[] = [
  remembering({
    name: 'devices/bound-refresh-token',
    claim: 'a refresh token is good only with the key of its device, confirmed or not',
    marks: ['T', 'D'],
    expected: [lines.invalidRefresh, '200', lines.invalidRefresh, '200'],
    async observe(ground) {
      const [taken, offered] = [await onDevice(ground), await onDevice(ground, false)]
      return [
        await taken.session.tryRefresh(),
        await taken.session.tryRefresh({ DeviceKey: taken.key }),
        await offered.session.tryRefresh(),
        await offered.session.tryRefresh({ DeviceKey: offered.key }),
      ]
    },
  }),
  remembering({
    name: 'devices/forgotten',
    claim: 'forgetting a device ends its refresh tokens and leaves its access tokens',
    marks: ['B'],
    expected: ['200 (empty)', lines.invalidRefresh, '200'],
    async observe(ground) {
      const { session, key: DeviceKey } = await onDevice(ground)
      const forgotten = await ground.says('ForgetDevice', { AccessToken: session.access, DeviceKey })
      return [forgotten, await session.tryRefresh({ DeviceKey }), await session.getUser()]
    },
  }),
  remembering({
    name: 'devices/forgotten-by-an-administrator',
    claim: 'AdminForgetDevice does the same to one device, and spares the other',
    marks: ['B'],
    expected: ['200 (empty)', lines.invalidRefresh, '200'],
    async observe(ground) {
      const { session, key: DeviceKey, person } = await onDevice(ground)
      const other = await ground.openStep('InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: session.app.id,
        AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
      })
      const otherKey = textAt(other, 'AuthenticationResult.NewDeviceMetadata.DeviceKey')
      const forgotten = await ground.adminSays('AdminForgetDevice', { Username: person.username, DeviceKey })
      const spared = await ground.sessionOf(session.app, other).tryRefresh({ DeviceKey: otherKey })
      return [forgotten, await session.tryRefresh({ DeviceKey }), spared]
    },
  }),
  {
    name: 'devices/forgotten-for-good',
    claim: 'refresh tokens of a forgotten device stay dead where the pool ceases to remember devices',
    marks: ['?'],
    needs: ['own pool'],
    expected: ['200', '200 (empty)', lines.invalidRefresh],
    async observe(ground) {
      const pool = await alone(ground, 'forgotten', { DeviceConfiguration })
      const [{ session, key: DeviceKey }, other] = [await onDevice(pool), await onDevice(pool)]
      const forgotten = await pool.says('ForgetDevice', { AccessToken: session.access, DeviceKey })
      await pool.step('UpdateUserPool')
      return [await other.session.tryRefresh(), forgotten, await session.tryRefresh()]
    },
  },
  {
    name: 'devices/session-from-before',
    claim: 'a session from before the pool remembered devices is refreshed without a key until then, and not after',
    marks: ['D', '?'],
    needs: ['own pool'],
    expected: ['200', lines.invalidRefresh, '200'],
    async observe(ground) {
      const pool = await alone(ground, 'before')
      const session = await pool.session()
      const before = await session.tryRefresh()
      await pool.step('UpdateUserPool', { DeviceConfiguration })
      return [before, await session.tryRefresh(), await session.getUser()]
    },
  },
  remembering({
    name: 'devices/revoke-needs-no-key',
    claim: 'RevokeToken ends a session on a device without its key',
    marks: ['D'],
    expected: ['200 {}', lines.accessRevoked],
    async observe(ground) {
      const { session } = await onDevice(ground)
      return [await session.revoke(), await session.getUser()]
    },
  }),
  remembering({
    name: 'devices/administrators-sign-in',
    claim: "an administrator's sign-in is offered no device, and its refresh token is no good",
    marks: ['D', 'T'],
    expected: ['NewDeviceMetadata undefined', lines.invalidRefresh, lines.invalidRefresh],
    async observe(ground) {
      const [app, person] = [await ground.app(), await ground.person()]
      const answer = await ground.step('AdminInitiateAuth', {
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        ClientId: app.id,
        AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
      })
      const { NewDeviceMetadata } = Object(answer.json['AuthenticationResult'])
      const session = ground.sessionOf(app, answer)
      const AuthParameters = { REFRESH_TOKEN: session.refresh }
      return [
        `NewDeviceMetadata ${typeof NewDeviceMetadata}`,
        await session.tryRefresh(),
        await ground.says('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: app.id, AuthParameters }),
      ]
    },
  }),
  remembering({
    name: 'devices/confirm-unknown',
    claim: 'a device that was never offered cannot be confirmed, and one that is confirmed not again',
    marks: ['T', '?'],
    expected: [
      '400 InvalidParameterException: Invalid device key given.',
      '400 DeviceKeyExistsException: Device already exists.',
    ],
    async observe(ground) {
      const { session, key } = await onDevice(ground)
      const confirm = (DeviceKey: string) =>
        ground.says('ConfirmDevice', { AccessToken: session.access, DeviceKey, DeviceSecretVerifierConfig: VERIFIER })
      return [await confirm(UNKNOWN), await confirm(key)]
    },
  }),
  remembering({
    name: 'devices/lists-remembered-ones',
    claim: 'ListDevices shows remembered devices only',
    marks: ['B'],
    expected: ['listed 1', '200 {}', 'listed 0'],
    async observe(ground) {
      const { session, key: DeviceKey } = await onDevice(ground)
      const mine = { AccessToken: session.access }
      const count = async () => `listed ${Object((await ground.openStep('ListDevices', mine)).json['Devices']).length}`
      const before = await count()
      const status = { ...mine, DeviceKey, DeviceRememberedStatus: 'not_remembered' }
      return [before, await ground.says('UpdateDeviceStatus', status), await count()]
    },
  }),
  {
    name: 'devices/pool-without',
    claim: 'a pool that remembers no devices has none',
    marks: ['?'],
    needs: ['own pool'],
    expected: ['listed 0', noDevice, noDevice],
    async observe(ground) {
      const session = await ground.session()
      const mine = { AccessToken: session.access }
      const listed = Object((await ground.openStep('ListDevices', mine)).json['Devices'])
      return [
        `listed ${listed.length}`,
        await ground.says('GetDevice', { ...mine, DeviceKey: UNKNOWN }),
        await ground.says('ForgetDevice', { ...mine, DeviceKey: UNKNOWN }),
      ]
    },
  },
  {
    name: 'devices/pool-that-ceases',
    claim: 'a pool that ceases to remember devices has none, until it begins again',
    marks: ['?'],
    needs: ['own pool'],
    expected: ['listed 1', 'listed 0', noDevice, 'listed 1'],
    async observe(ground) {
      const pool = await alone(ground, 'ceases', { DeviceConfiguration })
      const { session, key: DeviceKey } = await onDevice(pool)
      const mine = { AccessToken: session.access }
      const count = async () => `listed ${Object((await pool.openStep('ListDevices', mine)).json['Devices']).length}`
      const before = await count()
      await pool.step('UpdateUserPool')
      const meanwhile = [await count(), await pool.says('GetDevice', { ...mine, DeviceKey })]
      await pool.step('UpdateUserPool', { DeviceConfiguration })
      return [before, ...meanwhile, await count()]
    },
  },
]
