import * as v from 'valibot'

import type { ManagedLoginOperations } from '../protocol/managedLogin.ts'
import { half, name } from './fields.ts'

/** The shape of the arguments of managed login's operations. */
export const managedLoginShapes = {
  beginManagedLogin: v.strictObject({
    memoryOnly: v.boolean(),
    returnTo: v.pipe(v.string(), v.maxLength(4096)),
    first: v.optional(v.picklist(['sign in', 'new password'])),
    anew: v.optional(v.boolean()),
  }),
  finishManagedLogin: v.strictObject({ query: name(8192), half }),
  leaveManagedLogin: v.strictObject({ receiptId: name(64) }),
  returnFromManagedLogin: v.strictObject({ receiptId: name(64) }),
} satisfies {
  [Name in keyof ManagedLoginOperations]: v.GenericSchema<unknown, Parameters<ManagedLoginOperations[Name]>[0]>
}
