import {
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { HttpRequest } from '@smithy/core/transport'

import { Failed } from '../../lib/failure.ts'
import type { NewClientRequest } from '../../lib/newClient.ts'
import { requestIdFrom } from '../accepted.ts'
import { readOnlyMembers } from './members.ts'
import type { Caller } from './caller.ts'
import { everyPage, type Page } from './paging.ts'

/** An app client as ListUserPoolClients names it: no settings. */
export type ClientName = { id: string; name: string }

/** An app client's settings as the raw JSON of DescribeUserPoolClient, the secret removed where it entered. */
export type RawClient = Readonly<Record<string, unknown>>

const pageSize = 60

/** The operator's operations on app clients. Every method throws only Failed. */
export function appClientOperations({ reader, writer, ask, askRaw }: Caller) {
  async function clientsPage(poolId: string, token?: string): Promise<Page<ClientName>> {
    const answer = await ask('ListUserPoolClients', (abortSignal) =>
      reader.send(new ListUserPoolClientsCommand({ UserPoolId: poolId, MaxResults: pageSize, NextToken: token }), {
        abortSignal,
      }),
    )
    const items = (answer.UserPoolClients ?? []).map((c) => ({ id: c.ClientId ?? '', name: c.ClientName ?? '' }))
    return { items, next: answer.NextToken }
  }

  return {
    /** A page of a pool's app clients, by name and id. It may be short, or empty, and still have a next one. */
    clientsPage,

    /** Every app client of a pool, by name and id. */
    listClients: async (poolId: string): Promise<readonly ClientName[]> =>
      everyPage(async (token) => clientsPage(poolId, token)),

    /**
     * DescribeUserPoolClient as raw JSON, so that settings this build's SDK does not know are seen and not lost.
     * `ClientSecret` is removed here; `confidential` says whether there was one.
     */
    async describeClient(poolId: string, clientId: string): Promise<{ raw: RawClient; confidential: boolean }> {
      const command = new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId })
      const seen = await askRaw('DescribeUserPoolClient', async (reader, abortSignal) =>
        reader.send(command, { abortSignal }),
      )
      const settings = settingsIn(seen)
      if (settings === undefined) {
        throw new Failed({
          operation: 'DescribeUserPoolClient',
          code: 'Unreadable',
          message: 'Cognito answered without the app client.',
          class: 'transient',
          attempts: 1,
        })
      }
      const { ClientSecret, ...raw } = settings
      return { raw, confidential: ClientSecret !== undefined }
    },

    /**
     * What it takes to revoke a token of a client's: its secret where it has one, which goes no further than the vault;
     * whether it allows that; and how long its access and ID tokens live, in seconds, where it says so.
     */
    async clientForRevoking(
      poolId: string,
      clientId: string,
    ): Promise<{ secret: string | undefined; revocation: boolean; raw: RawClient }> {
      const answer = await ask('DescribeUserPoolClient', (abortSignal) =>
        reader.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId }), { abortSignal }),
      )
      const { ClientSecret: secret, ...rest } = answer.UserPoolClient ?? {}
      return { secret, revocation: rest.EnableTokenRevocation === true, raw: { ...rest } }
    },

    /** Makes an app client, once. The secret of a confidential one is in Cognito's answer, and is left there. */
    async createClient(wanted: NewClientRequest): Promise<{ clientId: string; requestId: string }> {
      const answer = await ask('CreateUserPoolClient', (abortSignal) =>
        writer.send(new CreateUserPoolClientCommand(wanted), { abortSignal }),
      )
      const clientId = answer.UserPoolClient?.ClientId
      if (clientId === undefined) {
        throw new Failed({
          operation: 'CreateUserPoolClient',
          code: 'Unreadable',
          message: 'Cognito answered without the app client.',
          class: 'unknown outcome',
          attempts: 1,
        })
      }
      return { clientId, ...requestIdFrom(answer) }
    },

    /**
     * Writes every setting of `raw` that UpdateUserPoolClient takes, once. The caller has made sure that nothing in
     * `raw` is unknown to this build (members.ts), or that it is to be carried over, and reads back what came of it.
     * @param options.verbatim sends `raw` as it is: the SDK would leave out what it does not know
     */
    async updateClient(raw: RawClient, options: { verbatim?: boolean } = {}): Promise<{ requestId: string }> {
      const settings = Object.fromEntries(Object.entries(raw).filter(([name]) => !readOnlyMembers.has(name)))
      const command = new UpdateUserPoolClientCommand(settings as unknown as UpdateUserPoolClientCommandInput)
      if (options.verbatim) {
        // Before the body is measured and signed.
        command.middlewareStack.add(
          (next) => async (args) => {
            const request = args.request as HttpRequest
            request.body = JSON.stringify(settings)
            return next(args)
          },
          { step: 'build', priority: 'high', name: 'verbatim' },
        )
      }
      const answer = await ask('UpdateUserPoolClient', (abortSignal) => writer.send(command, { abortSignal }))
      return requestIdFrom(answer)
    },
  }
}

function settingsIn(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null || !('UserPoolClient' in body)) return undefined
  const settings = body.UserPoolClient
  return typeof settings === 'object' && settings !== null && !Array.isArray(settings)
    ? (settings as Record<string, unknown>)
    : undefined
}
