import type { World } from '../domain/World.ts'

/** A member's constraints, as the service model gives them. `isSecret` values are never repeated in a message. */
export type Shape = (
  | {
      readonly type: 'string'
      readonly min?: number
      readonly max?: number
      readonly pattern?: string
      readonly values?: readonly string[]
    }
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  /** Any JSON: the operation itself looks at what is in it. */
  | { readonly type: 'document' }
  | { readonly type: 'list'; readonly member: Shape; readonly min?: number; readonly max?: number }
  | { readonly type: 'map'; readonly value: Shape; readonly max?: number }
  | { readonly type: 'structure'; readonly members: Readonly<Record<string, Shape>> }
) & { readonly required?: true; readonly isSecret?: true }

/**
 * A request's members: exactly those of the SDK's type, and required exactly where the SDK says so, so that a newer
 * SDK which knows more is a compile error here.
 */
export type Members<Request> = {
  readonly [Name in keyof Request]-?: Partial<Pick<Request, Name>> extends Pick<Request, Name>
    ? Shape
    : Shape & { readonly required: true }
}

/** A request whose required members are there: what an operation is given. */
export type Checked<Request> = {
  [Name in keyof Request]: Partial<Pick<Request, Name>> extends Pick<Request, Name>
    ? Request[Name]
    : NonNullable<Request[Name]>
}

/** One operation of a service. It knows nothing of HTTP; it answers, or throws a `CognitoError`. */
export interface Operation<Request, Response> {
  /** `none`: sent unsigned. `pool`: signed, and IAM is asked about the pool in `UserPoolId`. `account`: about `*`. */
  readonly auth: 'none' | 'pool' | 'account'
  readonly members: Members<Request>
  /** What a request changes, where AWS refuses two changes at once: ConcurrentModificationException for the second. */
  readonly changes?: (request: Checked<Request>) => string
  /** The answer; undefined where the model has no output shape, which is sent as an empty body [D]. */
  readonly run: (world: World, request: Checked<Request>) => Response | Promise<Response>
}

/** An operation as a registry holds it, whatever its request: only the wire calls it, with what it has checked. */
export interface AnyOperation {
  readonly auth: 'none' | 'pool' | 'account'
  readonly members: Readonly<Record<string, Shape>>
  readonly changes?: (request: never) => string
  readonly run: (world: World, request: never) => unknown
}
