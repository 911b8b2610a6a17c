import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'

import { failureOf } from '../../lib/failure.ts'
import { type AwsCredentials, type Calling, clientConfig, type Place } from '../clients.ts'
import { call } from '../failures.ts'
import type { RawSink } from '../transport.ts'

/** How an operator's calls are made. */
export type CallerOptions = {
  /** Cognito's clock minus this machine's, in milliseconds: a signature with the wrong time is refused. */
  skewMs?: number
  /** A job is its own retry owner, and paces itself: then every call is one request. */
  paced?: boolean
  /** Is told when AWS says that the credentials have expired. */
  onExpired?: () => void
  /** Is told whether the role may make a call, each time that an answer shows it. */
  onAnswered?: (operation: string, permission: 'allowed' | 'denied') => void
}

/** Refusals of Cognito's own, for which IAM must have let the call pass. */
export const pastIam: ReadonlySet<string> = new Set([
  'UserNotFoundException',
  'ResourceNotFoundException',
  'UserPoolAddOnNotEnabledException',
  'FeatureUnavailableInTierException',
  'OperationNotEnabledException',
])

/** A reader, and the JSON of its latest answer. */
type RawReader = { reader: CognitoIdentityProviderClient; seen: unknown }

/** What the operator's operations are made with. */
export type Caller = ReturnType<typeof signedCaller>

/** SDK clients that sign with `credentials`: reads are tried three times, writes once. */
export function signedCaller(place: Place, credentials: AwsCredentials, options: CallerOptions) {
  const attempts = options.paced ? 1 : 3
  const clientFor = (calling: Calling) =>
    new CognitoIdentityProviderClient({
      ...clientConfig(place, calling),
      credentials,
      systemClockOffset: options.skewMs ?? 0,
    })
  const reader = clientFor({ attempts })
  const writer = clientFor({ attempts: 1 })

  async function ask<T>(operation: string, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      const answer = await call(operation, send)
      options.onAnswered?.(operation, 'allowed')
      return answer
    } catch (error) {
      const { code } = failureOf(error, operation)
      if (code === 'ExpiredTokenException') options.onExpired?.()
      if (code === 'AccessDeniedException') options.onAnswered?.(operation, 'denied')
      if (pastIam.has(code)) options.onAnswered?.(operation, 'allowed')
      throw error
    }
  }

  const idle: RawReader[] = []

  function rawReader(): RawReader {
    const onRaw: RawSink = (body) => {
      raw.seen = body
    }
    const raw: RawReader = { reader: clientFor({ attempts, onRaw }), seen: undefined }
    return raw
  }

  async function askRaw(
    operation: string,
    send: (reader: CognitoIdentityProviderClient, signal: AbortSignal) => Promise<unknown>,
  ): Promise<unknown> {
    // Making an SDK client costs more than a call: one that nobody is using is used again.
    const raw = idle.pop() ?? rawReader()
    try {
      await ask(operation, async (signal) => send(raw.reader, signal))
      return raw.seen
    } finally {
      raw.seen = undefined
      idle.push(raw)
    }
  }

  return {
    /** For what may be repeated. */
    reader,
    /** For what may not be repeated blindly. */
    writer,
    /** Runs one operation with the limits and errors of `call`. */
    ask,
    /** Runs one operation that reads, and gives its answer's JSON as it came. */
    askRaw,
  }
}
