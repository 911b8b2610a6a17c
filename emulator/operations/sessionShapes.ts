import type { Shape } from '../wire/Operation.ts'
import { required } from './shapes.ts'

/** A session's id: 28 characters on AWS [D]; which exception a text of another form meets is [?]: here it is unknown. */
export const sessionId = { type: 'string', min: 1, max: 131_072 } as const satisfies Shape
export const associated = { type: 'string', values: ['NONE', 'LINKED'] } as const satisfies Shape

/** The whole configuration of a pool and of an app client [D]; the seed format shares them. */
export const poolSession = {
  UserSessionTracking: required({ type: 'string', values: ['ENABLED', 'DISABLED'] }),
  TokenSession: required({
    type: 'structure',
    members: { MaxPerUser: required({ type: 'integer', min: 1, max: 100 }) },
  }),
} as const satisfies Readonly<Record<string, Shape>>
export const clientSession = {
  type: 'structure',
  members: { MaxValidityMinutes: required({ type: 'integer', min: 0, max: 129_600 }) },
} as const satisfies Shape
