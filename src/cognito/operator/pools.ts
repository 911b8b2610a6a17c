import {
  DescribeUserPoolCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'

import { Failed } from '../../lib/failure.ts'
import { requestIdFrom } from '../accepted.ts'
import { readOnlyPoolMembers } from './members.ts'
import type { Caller } from './caller.ts'
import { everyPage, type Page } from './paging.ts'
import { type RawSettings, recordIn } from './sessionSettings.ts'

/** A user pool as ListUserPools names it. */
export type PoolName = { id: string; name: string }

const pageSize = 60

/** The operator's operations on user pools. Every method throws only Failed. */
export function poolOperations({ reader, writer, ask, askRaw }: Caller) {
  async function poolsPage(token?: string): Promise<Page<PoolName>> {
    const answer = await ask('ListUserPools', (abortSignal) =>
      reader.send(new ListUserPoolsCommand({ MaxResults: pageSize, NextToken: token }), { abortSignal }),
    )
    const items = (answer.UserPools ?? []).map(({ Id, Name }) => ({ id: Id ?? '', name: Name ?? '' }))
    return { items, next: answer.NextToken }
  }

  return {
    /** A page of the account's user pools in this Region. */
    poolsPage,

    /** Every user pool of the account in this Region. */
    listPools: async (): Promise<readonly PoolName[]> => everyPage(poolsPage),

    /** A pool's own settings. */
    async describePool(poolId: string): Promise<UserPoolType> {
      const answer = await ask('DescribeUserPool', (abortSignal) =>
        reader.send(new DescribeUserPoolCommand({ UserPoolId: poolId }), { abortSignal }),
      )
      return answer.UserPool ?? {}
    },

    /** DescribeUserPool as raw JSON, so that settings this build's SDK does not know are seen and not lost. */
    async readPool(poolId: string): Promise<RawSettings> {
      const command = new DescribeUserPoolCommand({ UserPoolId: poolId })
      const seen = await askRaw('DescribeUserPool', async (raw, abortSignal) => raw.send(command, { abortSignal }))
      const pool = recordIn(recordIn(seen)['UserPool'])
      if (pool['Id'] === poolId) return pool
      const message = 'Cognito answered without the pool.'
      throw new Failed({ operation: 'DescribeUserPool', code: 'Unreadable', message, class: 'transient', attempts: 1 })
    },

    /**
     * Writes every setting of `raw` that UpdateUserPool takes, once: it resets what is left out. The caller has made sure
     * that nothing in `raw` is unknown to this build, and reads back what came of it.
     */
    async updatePool(raw: RawSettings): Promise<{ requestId: string }> {
      const input = poolUpdateOf(raw)
      const answer = await ask('UpdateUserPool', (abortSignal) =>
        writer.send(new UpdateUserPoolCommand(input as unknown as UpdateUserPoolCommandInput), { abortSignal }),
      )
      return requestIdFrom(answer)
    },

    /** Whether a pool tracks sessions, and how many a user may have. Never set: off, and 20. */
    async sessionTracking(poolId: string): Promise<{ tracking: boolean; maxPerUser: number }> {
      const answer = await ask('GetUserPoolSessionConfiguration', (abortSignal) =>
        reader.send(new GetUserPoolSessionConfigurationCommand({ UserPoolId: poolId }), { abortSignal }),
      )
      return {
        tracking: answer.UserSessionTracking === 'ENABLED',
        maxPerUser: answer.TokenSession?.MaxPerUser ?? 20,
      }
    },
  }
}

/** The body of UpdateUserPool that sends every setting of a raw pool as it is. */
export function poolUpdateOf(raw: RawSettings): RawSettings {
  const settings = Object.entries(writable(raw)).filter(([name]) => !readOnlyPoolMembers.has(name))
  return { ...Object.fromEntries(settings), UserPoolId: raw['Id'], PoolName: raw['Name'] }
}

/**
 * [E] Where a pool's policy has TemporaryPasswordValidityDays, Cognito answers with the legacy UnusedAccountValidityDays as
 * well, and refuses it (aws-sdk-js#3817).
 */
function writable(raw: RawSettings): RawSettings {
  const { UnusedAccountValidityDays, ...invitations } = recordIn(raw['AdminCreateUserConfig'])
  const policy = recordIn(recordIn(raw['Policies'])['PasswordPolicy'])
  const isLegacy = UnusedAccountValidityDays !== undefined && 'TemporaryPasswordValidityDays' in policy
  return isLegacy ? { ...raw, AdminCreateUserConfig: invitations } : raw
}
