/* oxlint-disable no-restricted-imports -- as testWorld.ts: no part of the console imports this file */
import { totp } from '../../emulator/operations/authenticator.ts'
import { APP_SECRET } from '../../emulator/operations/secondFactorPool.ts'
import { beside, password, peoplesWorld } from './testPeople.ts'
import type { Tab } from './testTab.ts'
import type { World } from './testWorld.ts'

const minute = 60_000

type Tracking = { ChallengeRequiredOnNewDevice?: boolean; DeviceOnlyRememberedOnUserPrompt?: boolean }

/** Somebody with an authenticator app, and somebody with an address. */
const people = [
  { Username: 'app', SoftwareToken: APP_SECRET },
  { Username: 'mia', Attributes: { email: 'mia@example.com', email_verified: 'true' } },
]

/** A pool that keeps track of devices. */
export function trackingWorld(tracking: Tracking = { ChallengeRequiredOnNewDevice: true }, flows?: string[]): World {
  const pool = { DeviceConfiguration: tracking, Users: people }
  return peoplesWorld('ON', { pool: { ...pool, AliasAttributes: ['email'] }, ...(flows && { flows }) })
}

/** Signs `app` in from the first question to the last. */
export async function enter(tab: Tab, world: World, username = 'app') {
  world.advance(2 * minute)
  const question = await tab.signIn([username, password])
  if (question.step !== 'code') return question
  return tab.answer('answerCode', { code: await totp(APP_SECRET, Date.now()) })
}

/** The devices that Cognito lists for whoever signed in last. */
export async function devicesOf(world: World): Promise<readonly { DeviceKey: string }[]> {
  const { Devices } = await beside(world, 'ListDevices', { AccessToken: world.latest.access })
  return Devices as readonly { DeviceKey: string }[]
}
