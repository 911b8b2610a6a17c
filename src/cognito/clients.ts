import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { ConfiguredRetryStrategy } from '@smithy/core/retry'

import type { CallSink } from '../lib/calls.ts'
import { type LostSink, type RawSink, transport } from './transport.ts'

/**
 * Where Cognito is. `endpoint` replaces AWS's own address (an emulator, a VPC endpoint); `calls` is told of every
 * request.
 */
export type Place = { region: string; endpoint?: string; calls?: CallSink; fetcher?: typeof fetch }

/** AWS credentials for signed calls; `expiration` is when AWS stops accepting them. */
export type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date }

const firstBackOffMs = 250
const longestBackOffMs = 4_000

/**
 * An SDK client for cognito-idp with one retry owner: the SDK's own strategy, set here.
 * @param options.attempts requests in all for one call: 1 where a repeat is not safe, 3 elsewhere (quality.md, Retries)
 */
export function identityProvider(
  place: Place,
  options: {
    attempts: 1 | 3
    keepalive?: boolean
    credentials?: AwsCredentials
    /** Cognito's clock minus this machine's, in milliseconds: a signature with the wrong time is refused. */
    skewMs?: number
    onRaw?: RawSink
    onLost?: LostSink
  },
): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: place.region,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.skewMs === undefined ? {} : { systemClockOffset: options.skewMs }),
    requestHandler: transport({
      ...(options.keepalive === undefined ? {} : { keepalive: options.keepalive }),
      ...(options.onRaw === undefined ? {} : { onRaw: options.onRaw }),
      ...(options.onLost === undefined ? {} : { onLost: options.onLost }),
      ...(place.calls === undefined ? {} : { calls: place.calls }),
      ...(place.fetcher === undefined ? {} : { fetcher: place.fetcher }),
    }),
    maxAttempts: options.attempts,
    retryStrategy: backOff(options.attempts),
  })
}

/** Exponential back-off with full jitter, 250 ms to 4 s. */
export function backOff(attempts: number): ConfiguredRetryStrategy {
  return new ConfiguredRetryStrategy(attempts, (attempt: number) => {
    const ceiling = Math.min(longestBackOffMs, firstBackOffMs * 2 ** attempt)
    return firstBackOffMs + Math.random() * (ceiling - firstBackOffMs)
  })
}
