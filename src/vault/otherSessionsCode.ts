import { personDevices } from '../cognito/personDevices.ts'
import { personSessions } from '../cognito/personSessions.ts'
import { RememberedDevices } from './rememberedDevices.ts'
import { EndElsewhere } from './endElsewhere.ts'
import type { OtherSessionsParts } from './otherSessions.ts'
import { SessionListing } from './sessionList.ts'
import { StayAlone } from './stayAlone.ts'
import type { Surroundings } from './surroundings.ts'

/** What other sessions and devices are listed and ended with, in one piece: it is loaded when it is first asked for. */
export function otherSessionsCode(around: Surroundings, parts: OtherSessionsParts) {
  const api = personSessions(parts.place)
  const listing = new SessionListing(around, parts.keeper, api)
  return {
    listing,
    ending: new EndElsewhere(around, { ...parts, api, listing }),
    stay: new StayAlone(around, parts),
    devices: new RememberedDevices(around, parts.keeper, personDevices(parts.place)),
  }
}
