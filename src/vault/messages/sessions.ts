import * as v from 'valibot'

import type { OtherSessionsOperations } from '../protocol/sessions.ts'
import { half, name, none } from './fields.ts'

/** More than a user can have: 100 token sessions, and some browsers. */
const mostSessions = 500

const receipt = v.strictObject({ receiptId: name(64) })

/** The shape of the arguments of the operations on other sessions. */
export const sessionShapes = {
  listSessions: none,
  endSessions: v.strictObject({
    sessions: v.pipe(
      v.array(v.strictObject({ id: name(256), linked: v.boolean() })),
      v.minLength(1),
      v.maxLength(mostSessions),
    ),
  }),
  retryEnding: receipt,
  stopEnding: receipt,
  stayAlone: v.strictObject({ password: name(256), half }),
} satisfies {
  [Name in keyof OtherSessionsOperations]: v.GenericSchema<unknown, Parameters<OtherSessionsOperations[Name]>[0]>
}
