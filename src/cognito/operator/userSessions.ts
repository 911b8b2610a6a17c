import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  type DeviceType,
  type SessionDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider'

import { requestIdFrom } from '../accepted.ts'
import type { Caller } from './caller.ts'
import { everyPage } from './paging.ts'

const devicesPerPage = 60

/** The operator's operations on a user's sessions and devices. Every method throws only Failed. */
export function userSessionOperations({ reader, writer, ask }: Caller) {
  return {
    /** A user's active sessions of both kinds; pools that track none refuse, or list nothing. */
    async listSessions(poolId: string, username: string): Promise<readonly SessionDescriptionType[]> {
      return everyPage(async (NextToken) => {
        const answer = await ask('AdminListUserSessions', (abortSignal) =>
          reader.send(new AdminListUserSessionsCommand({ UserPoolId: poolId, Username: username, NextToken }), {
            abortSignal,
          }),
        )
        return { items: answer.Sessions ?? [], next: answer.NextToken }
      })
    },

    /** Ends one session; `linked` also what belongs to it. A second try finds no record, so it is made once. */
    async revokeSession(
      of: { poolId: string; username: string },
      sessionId: string,
      linked: boolean,
    ): Promise<{ requestId: string }> {
      const answer = await ask('AdminRevokeUserSession', (abortSignal) =>
        writer.send(
          new AdminRevokeUserSessionCommand({
            UserPoolId: of.poolId,
            Username: of.username,
            SessionId: sessionId,
            RevokeAssociatedSessions: linked ? 'LINKED' : 'NONE',
          }),
          { abortSignal },
        ),
      )
      return requestIdFrom(answer)
    },

    /** The devices that the pool remembers for a user. */
    async listDevices(poolId: string, username: string): Promise<readonly DeviceType[]> {
      return everyPage(async (PaginationToken) => {
        const answer = await ask('AdminListDevices', (abortSignal) =>
          reader.send(
            new AdminListDevicesCommand({
              UserPoolId: poolId,
              Username: username,
              Limit: devicesPerPage,
              PaginationToken,
            }),
            { abortSignal },
          ),
        )
        return { items: answer.Devices ?? [], next: answer.PaginationToken }
      })
    },

    /** Forgets a device: refresh tokens that are bound to it stop working. */
    async forgetDevice(poolId: string, username: string, deviceKey: string): Promise<{ requestId: string }> {
      const answer = await ask('AdminForgetDevice', (abortSignal) =>
        writer.send(new AdminForgetDeviceCommand({ UserPoolId: poolId, Username: username, DeviceKey: deviceKey }), {
          abortSignal,
        }),
      )
      return requestIdFrom(answer)
    },
  }
}
