import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
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

/** How a client calls: `attempts` is requests in all for one call, 1 where a repeat is not safe, 3 elsewhere (quality.md, Retries). */
export type Calling = { attempts: 1 | 3; keepalive?: boolean; onRaw?: RawSink; onLost?: LostSink }

/** An SDK client for a person's operations in cognito-idp, which carry tokens and no signature. */
export function identityProvider(place: Place, calling: Calling): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient(clientConfig(place, calling))
}

/** What every client for cognito-idp is made with: one retry owner, the SDK's own strategy, set here. */
export function clientConfig(place: Place, { attempts, ...sinks }: Calling): CognitoIdentityProviderClientConfig {
  return {
    region: place.region,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    requestHandler: transport({
      ...sinks,
      ...(place.calls === undefined ? {} : { calls: place.calls }),
      ...(place.fetcher === undefined ? {} : { fetcher: place.fetcher }),
    }),
    maxAttempts: attempts,
    retryStrategy: backOff(attempts),
  }
}

/** Exponential back-off with full jitter, 250 ms to 4 s. */
export function backOff(attempts: number): ConfiguredRetryStrategy {
  return new ConfiguredRetryStrategy(attempts, (attempt: number) => {
    const ceiling = Math.min(longestBackOffMs, firstBackOffMs * 2 ** attempt)
    return firstBackOffMs + Math.random() * (ceiling - firstBackOffMs)
  })
}
