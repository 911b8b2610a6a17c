import type { Place } from '../cognito/clients.ts'
import type { PersonApi } from '../cognito/person.ts'
import type { GivingBack } from './givingBack.ts'
import { onFirstUse } from './onFirstUse.ts'
import type { OutboxEntries } from './outboxEntries.ts'
import type { DeviceOperations, OtherSessionsOperations } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Begin, SignIn } from './signIn.ts'
import type { SignOut } from './signOut.ts'
import type { Surroundings } from './surroundings.ts'

type Operations = OtherSessionsOperations & DeviceOperations
type Handlers = {
  [Name in keyof Operations]: (args: Parameters<Operations[Name]>[0]) => Promise<ReturnType<Operations[Name]>>
}

/** What the person's other sessions and devices are asked and ended with. */
export type OtherSessionsParts = {
  place: Place
  keeper: SessionKeeper
  person: PersonApi
  calls: SessionCalls
  receipts: Receipts
  entries: OutboxEntries
  signInWith: (begin: Begin) => SignIn
  /** Has a session ended that another one replaces; gives its outbox entry, if there is to be one. */
  letGo: SignOut['letGo']
  /** Ends a session that was begun and that nobody is going to use. */
  giveBack: GivingBack['giveBack']
  /** Has one ended that is to end in another way, should this tab be gone before that. */
  insure: GivingBack['insure']
}

/** The operations on a person's other sessions and devices. Their code is loaded on first use: nobody signs in with it. */
export function otherSessions(around: Surroundings, parts: OtherSessionsParts): Handlers {
  const code = onFirstUse(async () => (await import('./otherSessionsCode.ts')).otherSessionsCode(around, parts))

  return {
    listSessions: async () => (await code()).listing.read(),
    endSessions: async (args) => (await code()).ending.end(args.sessions),
    retryEnding: async ({ receiptId }) => (await code()).ending.retry(receiptId),
    stopEnding: async ({ receiptId }) => {
      const { ending } = await code()
      ending.stop(receiptId)
      return undefined
    },
    stayAlone: async ({ password, half }) => (await code()).stay.run(password, half),
    listDevices: async () => (await code()).devices.list(),
    forgetDevice: async ({ key }) => (await code()).devices.forget(key),
    forgetOtherDevices: async () => (await code()).devices.forgetOthers(),
    setDeviceRemembered: async ({ key, remembered }) => (await code()).devices.setRemembered(key, remembered),
  }
}
