/* oxlint-disable no-restricted-imports -- other browsers of the tests sign in at the emulator; no part of the console imports this file */
import { demoSeed } from '../../emulator/seed.ts'
import type { ActivityOperations } from './protocol/activity.ts'
import type { ClaimOperations } from './protocol/claims.ts'
import type { DeviceOperations, OtherSessionsOperations } from './protocol.ts'
import type { LimitOperations } from './protocol/limits.ts'
import { everyList, othersOn, receiptWhen, signedIn } from './testElsewhere.ts'
import { asksNothing, person, type Rows } from './testRapid.ts'
import { beside } from './testPeople.ts'
import { demo, errorOf, lostBefore, only, World } from './testWorld.ts'
import type { OperationName } from './protocol.ts'

type OwnSession = Extract<
  OperationName,
  | 'open'
  | 'resume'
  | 'announce'
  | 'check'
  | 'renew'
  | 'signOut'
  | 'signOutEverywhere'
  | 'signOutEverywhereInstead'
  | 'receipt'
  | 'retryOutbox'
  | 'wait'
>

type Seen = { proof: { state: string } }
const proven = ({ proof }: Seen) => proof.state !== 'waiting'

/** Signed out in this browser, and Cognito has not heard of it. */
async function untold() {
  const { world, tab } = await person()
  world.network = only(['RevokeToken'], lostBefore)
  const { receiptId } = await tab.signOut()
  await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
  world.network = only([], lostBefore)
  return { world, tab, args: {} }
}

/** One other session of the same person, that could not be ended. */
async function failedToEnd() {
  const { world, tab } = await signedIn(1)
  const sessions = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
  world.network = only(['RevokeUserSession'], errorOf('InvalidParameterException'))
  const { receiptId } = await tab.run('endSessions', { sessions })
  await receiptWhen(tab, receiptId, (receipt) => receipt.sessions.every(({ server }) => server.step === 'failed'))
  world.network = only([], lostBefore)
  await tab.until(() => world.sent('ListUserSessions').length > 1)
  const over = async () => receiptWhen(tab, receiptId, everyList('no longer listed'))
  return { world, tab, args: { receiptId }, over }
}

const tracking = {
  ...demoSeed,
  userPools: (demoSeed.userPools ?? []).map((pool) =>
    pool.Id === demo.pool ? { ...pool, DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } } : pool,
  ),
}

/** This browser is a device, and another is, too. */
async function withDevices() {
  const world = new World({ seed: tracking })
  const other = new World({ emulator: world.emulator })
  await (await other.openTab()).signIn(demo.ada)
  const key = String(other.sent('ConfirmDevice')[0]?.body['DeviceKey'])
  await beside(world, 'UpdateDeviceStatus', {
    AccessToken: other.latest.access,
    DeviceKey: key,
    DeviceRememberedStatus: 'remembered',
  })
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  return { world, tab, key }
}

/** The operations on the session of this browser, and on the person's other sessions and devices. */
export const sessionRows: Rows<
  | OwnSession
  | keyof LimitOperations
  | keyof ActivityOperations
  | keyof ClaimOperations
  | keyof OtherSessionsOperations
  | keyof DeviceOperations
> = {
  open: {
    stage: async () => {
      const { world, tab } = await person()
      return { world, tab, args: { config: world.config } }
    },
    sends: {},
  },
  resume: asksNothing({}),
  announce: asksNothing({}),
  // Of the first nobody knows whether it was answered before the others wanted to know.
  check: { stage: async () => ({ ...(await person()), args: {} }), sends: { GetUser: 2 }, inTwoTabs: { GetUser: 4 } },
  renew: {
    stage: async () => ({ ...(await person()), args: {} }),
    sends: { GetTokensFromRefreshToken: 1 },
    inTwoTabs: { GetTokensFromRefreshToken: 1 },
  },
  signOut: {
    stage: async () => {
      const { world, tab } = await person()
      return { world, tab, args: {}, over: async ({ receiptId }) => tab.receiptWhen(receiptId, proven) }
    },
    sends: { RevokeToken: 1, GetUser: 1 },
    inTwoTabs: { RevokeToken: 1, GetUser: 1 },
  },
  signOutEverywhere: {
    stage: async () => {
      const { world, tab } = await person()
      return { world, tab, args: {}, over: async ({ receiptId }) => tab.receiptWhen(receiptId, proven) }
    },
    sends: { GlobalSignOut: 1, GetUser: 1 },
    inTwoTabs: { GlobalSignOut: 1, GetUser: 1 },
  },
  signOutEverywhereInstead: {
    stage: async () => {
      const { world, tab } = await person(demo.kiosk)
      const { id } = await tab.signOutToTheEnd()
      const over = async ({ receiptId }: { receiptId: string }) => tab.receiptWhen(receiptId, proven)
      return { world, tab, args: { receiptId: id }, over }
    },
    sends: { GlobalSignOut: 1, GetUser: 1 },
  },
  receipt: asksNothing({ receiptId: demo.pool }),
  retryOutbox: {
    stage: untold,
    sends: { RevokeToken: 1, GetTokensFromRefreshToken: 1 },
    inTwoTabs: { RevokeToken: 1, GetTokensFromRefreshToken: 1 },
  },
  wait: asksNothing({ ms: 1 }),

  active: asksNothing({}),
  limits: asksNothing({}),
  activity: asksNothing({}),
  clearActivity: asksNothing({}),
  claims: asksNothing({}),

  listSessions: {
    stage: async () => ({ ...(await signedIn(1)), args: {} }),
    sends: { ListUserSessions: 1 },
  },
  endSessions: {
    stage: async () => {
      const { world, tab } = await signedIn(1)
      const sessions = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
      const over = async ({ receiptId }: { receiptId: string }) =>
        receiptWhen(tab, receiptId, everyList('no longer listed'))
      return { world, tab, args: { sessions }, over }
    },
    sends: { RevokeUserSession: 1, ListUserSessions: 1 },
  },
  retryEnding: { stage: failedToEnd, sends: { RevokeUserSession: 1, ListUserSessions: 1 } },
  stopEnding: asksNothing({ receiptId: demo.pool }),
  stayAlone: {
    stage: async () => {
      const { world, tab } = await signedIn(1)
      return { world, tab, args: { password: demo.ada[1], half: 'a-half-of-a-key-for-these-tests' } }
    },
    // The password is tried, everything ended and seen to have ended, and the way back in seen to lead somewhere.
    sends: { InitiateAuth: 2, RespondToAuthChallenge: 2, GlobalSignOut: 1, GetUser: 2 },
  },
  listDevices: {
    stage: async () => ({ ...(await withDevices()), args: {} }),
    sends: { ListDevices: 2 },
  },
  forgetDevice: {
    stage: async () => {
      const { world, tab, key } = await withDevices()
      return { world, tab, args: { key } }
    },
    sends: { ForgetDevice: 1 },
  },
  forgetOtherDevices: {
    stage: async () => ({ ...(await withDevices()), args: {} }),
    sends: { ListDevices: 1, ForgetDevice: 1 },
  },
  setDeviceRemembered: {
    stage: async () => {
      const { world, tab, key } = await withDevices()
      return { world, tab, args: { key, remembered: false } }
    },
    sends: { UpdateDeviceStatus: 1 },
  },
}
