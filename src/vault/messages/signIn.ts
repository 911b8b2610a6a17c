import * as v from 'valibot'

import type { SignInOperations } from '../protocol/signIn.ts'
import { half, name, none } from './fields.ts'

const codeSource = v.picklist(['authenticator app', 'text message', 'email'])
const setUp = v.picklist(['authenticator app', 'email'])
const way = v.picklist(['password', 'passkey', 'text message', 'email'])
const code = v.pipe(v.string(), v.regex(/^\d{4,8}$/))

/** The shape of the arguments of a sign-in's operations. */
export const signInShapes = {
  signIn: v.strictObject({ username: name(128), password: name(256), memoryOnly: v.boolean(), half }),
  signInByChoice: v.strictObject({ username: name(128), memoryOnly: v.boolean(), half }),
  answerNewPassword: v.strictObject({
    newPassword: name(256),
    attributes: v.record(name(64), v.pipe(v.string(), v.maxLength(2048))),
  }),
  answerCode: v.strictObject({ code }),
  chooseCode: v.strictObject({ from: codeSource }),
  chooseWay: v.strictObject({ way, password: v.optional(name(256)) }),
  answerPasskey: v.strictObject({ credential: name(16_384) }),
  chooseSetUp: v.strictObject({ of: setUp }),
  answerSetUp: v.strictObject({ code }),
  setUpEmail: v.strictObject({ address: v.pipe(name(320), v.regex(/^\S+@\S+$/)) }),
  rememberDevice: none,
} satisfies { [Name in keyof SignInOperations]: v.GenericSchema<unknown, Parameters<SignInOperations[Name]>[0]> }
