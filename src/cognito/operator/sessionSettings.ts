import {
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { requestIdFrom } from '../accepted.ts'
import type { Caller } from './caller.ts'

/** A session configuration as raw JSON, so that members this build's SDK does not know are seen and not lost. */
export type RawSettings = Readonly<Record<string, unknown>>

/** The operator's operations on session configurations (cognito-facts part 11). Every method throws only Failed. */
export function sessionSettingOperations({ writer, ask, askRaw }: Caller) {
  return {
    /** A pool's: whether it tracks sessions, and how many a user may have. */
    async readPoolSessions(poolId: string): Promise<RawSettings> {
      const seen = await askRaw('GetUserPoolSessionConfiguration', async (reader, abortSignal) =>
        reader.send(new GetUserPoolSessionConfigurationCommand({ UserPoolId: poolId }), { abortSignal }),
      )
      return recordIn(seen)
    },

    /** An app client's: for how many minutes it reuses an SSO session. */
    async readClientSessions(poolId: string, clientId: string): Promise<RawSettings> {
      const command = new GetUserPoolClientSessionConfigurationCommand({ UserPoolId: poolId, ClientId: clientId })
      const seen = await askRaw('GetUserPoolClientSessionConfiguration', async (reader, abortSignal) =>
        reader.send(command, { abortSignal }),
      )
      return recordIn(seen)
    },

    /** Replaces a pool's configuration whole, once. */
    async writePoolSessions(
      poolId: string,
      { tracking, maxPerUser }: { tracking: boolean; maxPerUser: number },
    ): Promise<{ requestId: string }> {
      const answer = await ask('SetUserPoolSessionConfiguration', (abortSignal) =>
        writer.send(
          new SetUserPoolSessionConfigurationCommand({
            UserPoolId: poolId,
            UserSessionTracking: tracking ? 'ENABLED' : 'DISABLED',
            TokenSession: { MaxPerUser: maxPerUser },
          }),
          { abortSignal },
        ),
      )
      return requestIdFrom(answer)
    },

    /** Replaces an app client's configuration whole, once. The pool has to track sessions. */
    async writeClientSessions(poolId: string, clientId: string, minutes: number): Promise<{ requestId: string }> {
      const answer = await ask('SetUserPoolClientSessionConfiguration', (abortSignal) =>
        writer.send(
          new SetUserPoolClientSessionConfigurationCommand({
            UserPoolId: poolId,
            ClientId: clientId,
            SSOSession: { MaxValidityMinutes: minutes },
          }),
          { abortSignal },
        ),
      )
      return requestIdFrom(answer)
    },
  }
}

/** The members of an answer; none of anything that is no object. */
export function recordIn(body: unknown): RawSettings {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as RawSettings) : {}
}
