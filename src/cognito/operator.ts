import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'

import { Failed, failureOf } from '../lib/failure.ts'
import { type AwsCredentials, identityProvider, type Place } from './clients.ts'
import { call } from './failures.ts'
import { readOnlyMembers } from './members.ts'

/** A user pool as ListUserPools names it. */
export type PoolName = { id: string; name: string }

/** An app client as ListUserPoolClients names it: no settings. */
export type ClientName = { id: string; name: string }

/** An app client's settings as the raw JSON of DescribeUserPoolClient, the secret removed where it entered. */
export type RawClient = Readonly<Record<string, unknown>>

const pageSize = 60
const mostPages = 200

/** An operator's operations: every one is signed with the operator's AWS credentials. */
export type OperatorApi = ReturnType<typeof operatorApi>

/**
 * The IAM operations Curfew's operator pages use, signed with `credentials`.
 * @param options.skewMs Cognito's clock minus this machine's, in milliseconds
 * @param options.onExpired is told when AWS says that the credentials have expired
 * Every method throws only Failed; reads are tried three times, the update once.
 */
export function operatorApi(
  place: Place,
  credentials: AwsCredentials,
  options: { skewMs?: number; onExpired?: () => void } = {},
) {
  const signed = { credentials, ...(options.skewMs === undefined ? {} : { skewMs: options.skewMs }) }
  const reader = identityProvider(place, { attempts: 3, ...signed })
  const writer = identityProvider(place, { attempts: 1, ...signed })

  async function ask<T>(operation: string, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await call(operation, send)
    } catch (error) {
      if (failureOf(error, operation).code === 'ExpiredTokenException') options.onExpired?.()
      throw error
    }
  }

  return {
    /** Every user pool of the account in this Region. */
    async listPools(): Promise<readonly PoolName[]> {
      return everyPage(async (NextToken) => {
        const answer = await ask('ListUserPools', (abortSignal) =>
          reader.send(new ListUserPoolsCommand({ MaxResults: pageSize, NextToken }), { abortSignal }),
        )
        const items = (answer.UserPools ?? []).map(({ Id, Name }) => ({ id: Id ?? '', name: Name ?? '' }))
        return { items, next: answer.NextToken }
      })
    },

    /** Every app client of a pool, by name and id. */
    async listClients(poolId: string): Promise<readonly ClientName[]> {
      return everyPage(async (NextToken) => {
        const answer = await ask('ListUserPoolClients', (abortSignal) =>
          reader.send(new ListUserPoolClientsCommand({ UserPoolId: poolId, MaxResults: pageSize, NextToken }), {
            abortSignal,
          }),
        )
        const items = (answer.UserPoolClients ?? []).map((c) => ({ id: c.ClientId ?? '', name: c.ClientName ?? '' }))
        return { items, next: answer.NextToken }
      })
    },

    /**
     * DescribeUserPoolClient as raw JSON, so that settings this build's SDK does not know are seen and not lost.
     * `ClientSecret` is removed here; `confidential` says whether there was one.
     */
    async describeClient(poolId: string, clientId: string): Promise<{ raw: RawClient; confidential: boolean }> {
      let seen: unknown
      const client = identityProvider(place, {
        attempts: 3,
        ...signed,
        onRaw: (body) => {
          seen = body
        },
      })
      await ask('DescribeUserPoolClient', (abortSignal) =>
        client.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId }), { abortSignal }),
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
     * Writes every setting of `raw` that UpdateUserPoolClient takes, once. The caller has made sure that nothing in
     * `raw` is unknown to this build (members.ts) and reads back what came of it.
     */
    async updateClient(raw: RawClient): Promise<{ requestId: string }> {
      const settings = Object.entries(raw).filter(([name]) => !readOnlyMembers.has(name))
      const input = Object.fromEntries(settings) as unknown as UpdateUserPoolClientCommandInput
      const answer = await ask('UpdateUserPoolClient', (abortSignal) =>
        writer.send(new UpdateUserPoolClientCommand(input), { abortSignal }),
      )
      return { requestId: answer.$metadata.requestId ?? '' }
    },
  }
}

async function everyPage<T>(
  fetchPage: (token: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = []
  let token: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next } = await fetchPage(token)
    all.push(...items)
    if (next === undefined || next === token) return all
    token = next
  }
  return all
}

function settingsIn(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null || !('UserPoolClient' in body)) return undefined
  const settings = body.UserPoolClient
  return typeof settings === 'object' && settings !== null && !Array.isArray(settings)
    ? (settings as Record<string, unknown>)
    : undefined
}
