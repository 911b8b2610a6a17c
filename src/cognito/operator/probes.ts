import {
  AdminGetUserCommand,
  AdminListDevicesCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import type { Caller } from './caller.ts'

/** The names that are asked for: of no user, group or app client there is. */
export type Nobody = { username: string; group: string; clientId: string }

/**
 * Reads that find out what a role may do, and nothing else: IAM answers before Cognito looks for what does not exist.
 * So no user is read (AdminGetUser would count one as active), and no app client's secret is fetched.
 */
export function probeOperations({ reader, ask }: Caller) {
  return {
    /**
     * One probe for each read, by AWS's name. A probe throws Failed as its operation does.
     * @param onArn is told the pool's ARN, which names the account
     */
    probes(
      poolId: string,
      nobody: Nobody,
      onArn: (arn: string | undefined) => void,
    ): ReadonlyMap<string, () => Promise<unknown>> {
      const UserPoolId = poolId
      const user = { UserPoolId, Username: nobody.username }
      const client = { UserPoolId, ClientId: nobody.clientId }
      const probe = (
        operation: string,
        send: (options: { abortSignal: AbortSignal }) => Promise<unknown>,
      ): readonly [string, () => Promise<unknown>] => [
        operation,
        async () => ask(operation, async (abortSignal) => send({ abortSignal })),
      ]
      return new Map([
        probe('ListUserPools', async (o) => reader.send(new ListUserPoolsCommand({ MaxResults: 1 }), o)),
        probe('DescribeUserPool', async (o) => {
          onArn((await reader.send(new DescribeUserPoolCommand({ UserPoolId }), o)).UserPool?.Arn)
        }),
        probe('ListUserPoolClients', async (o) =>
          reader.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1 }), o),
        ),
        probe('DescribeUserPoolClient', async (o) => reader.send(new DescribeUserPoolClientCommand(client), o)),
        probe('ListUsers', async (o) =>
          reader.send(new ListUsersCommand({ UserPoolId, Limit: 1, Filter: `username = "${nobody.username}"` }), o),
        ),
        probe('ListGroups', async (o) => reader.send(new ListGroupsCommand({ UserPoolId, Limit: 1 }), o)),
        probe('ListUsersInGroup', async (o) =>
          reader.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: nobody.group, Limit: 1 }), o),
        ),
        probe('AdminGetUser', async (o) => reader.send(new AdminGetUserCommand(user), o)),
        probe('AdminListGroupsForUser', async (o) => reader.send(new AdminListGroupsForUserCommand(user), o)),
        probe('AdminListDevices', async (o) => reader.send(new AdminListDevicesCommand(user), o)),
        probe('AdminListUserAuthEvents', async (o) => reader.send(new AdminListUserAuthEventsCommand(user), o)),
        probe('AdminListUserSessions', async (o) => reader.send(new AdminListUserSessionsCommand(user), o)),
        probe('GetUserPoolSessionConfiguration', async (o) =>
          reader.send(new GetUserPoolSessionConfigurationCommand({ UserPoolId }), o),
        ),
        probe('GetUserPoolClientSessionConfiguration', async (o) =>
          reader.send(new GetUserPoolClientSessionConfigurationCommand(client), o),
        ),
      ])
    },
  }
}
