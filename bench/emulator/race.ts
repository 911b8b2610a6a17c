import { type Contender, type Kind, tokensOf } from './contenders.ts'
import { type Burst, burst } from './load.ts'
import { POOL, requestOf, signInRequest } from './requests.ts'
import { usage } from './servers.ts'

/** What is measured. A revocation is of a token that works; GetUser and refresh go round sixty-four sessions. */
export const OPERATIONS = ['sign-in', 'refresh', 'GetUser', 'RevokeToken', 'ListUserPoolClients'] as const
export type OperationName = (typeof OPERATIONS)[number]

/** How many sessions are used in turn. */
const SESSIONS = 64
/** As much as it takes V8 to have compiled everything well; slow servers have their time. */
const WARM_UP = { seconds: 6, count: 3000 }
/** At most this many tokens are made to be revoked in a round. */
const MOST_REVOKED = 4000

/** One burst: what came of it, and how many bytes of files each request had written. */
export interface Lap extends Burst {
  readonly bytes: number
  /** What each request cost the server, in microseconds of CPU on all its threads. */
  readonly serverUs: number
}

/** The laps of each server: as many as there were rounds, in their order. */
export type Laps = ReadonlyMap<Kind | 'least', readonly Lap[]>

/** A contender with a name of its own, and what it takes part in. */
export interface Entry {
  readonly name: Kind | 'least'
  readonly contender: Contender
  readonly operations: readonly OperationName[]
}

/**
 * Lets servers take turns, round after round, at each operation: what else the machine does hits all of them alike.
 * Everybody answers some requests of each operation beforehand, which do not count: code that ran once is slow.
 */
export async function race(
  entries: readonly Entry[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<ReadonlyMap<OperationName, Laps>> {
  const results = new Map<OperationName, Map<Kind | 'least', Lap[]>>()
  for (const operation of OPERATIONS) {
    const laps = new Map<Kind | 'least', Lap[]>()
    results.set(operation, laps)
    for (let round = -1; round < rounds; round += 1) {
      for (const { name, contender, operations } of entries) {
        if (!operations.includes(operation)) continue
        const isWarmUp = round < 0
        const found = await lap(contender, operation, isWarmUp ? WARM_UP : { seconds, count: Number.POSITIVE_INFINITY })
        if (!isWarmUp) laps.set(name, [...(laps.get(name) ?? []), found])
      }
    }
  }
  return results
}

async function lap(
  contender: Contender,
  operation: OperationName,
  { seconds, count }: { seconds: number; count: number },
): Promise<Lap> {
  const { server } = contender
  const next = await requestsOf(contender, operation, seconds)
  const before = usage(server)
  let left = count
  const result = await burst(server.port, () => (left-- > 0 ? next() : undefined), seconds)
  const after = usage(server)
  const done = Math.max(1, result.done)
  return {
    ...result,
    bytes: (after.written - before.written) / done,
    serverUs: (after.cpuUs - before.cpuUs) / done,
  }
}

async function requestsOf(
  contender: Contender,
  operation: OperationName,
  seconds: number,
): Promise<() => Buffer | undefined> {
  const { kind, server, users, client } = contender
  const { port } = server
  if (kind === 'bare') return inTurn([requestOf(port, 'Nothing', {})])
  switch (operation) {
    case 'sign-in': {
      const count = Math.min(users, 500)
      const names = Array.from({ length: count }, (_, index) => `user${Math.floor((index * users) / count)}`)
      return inTurn(names.map((name) => signInRequest(port, name, client)))
    }
    case 'refresh':
      return inTurn((await tokensOf(contender, SESSIONS)).map(({ refresh }) => refreshRequest(contender, refresh)))
    case 'GetUser':
      return inTurn(
        (await tokensOf(contender, SESSIONS)).map(({ access }) => requestOf(port, 'GetUser', { AccessToken: access })),
      )
    case 'RevokeToken': {
      const isSlow = kind === 'cognito-local' || kind === 'moto'
      const count = Math.round((isSlow ? (users > 1000 ? 24 : 200) : MOST_REVOKED) * Math.min(1, seconds))
      const tokens = await tokensOf(contender, count)
      const requests = tokens.map(({ refresh }) => requestOf(port, 'RevokeToken', { ClientId: client, Token: refresh }))
      return () => requests.pop()
    }
    case 'ListUserPoolClients':
      return inTurn([requestOf(port, 'ListUserPoolClients', { UserPoolId: POOL, MaxResults: 60 }, true)])
  }
  return operation satisfies never
}

function refreshRequest({ server, client }: Contender, token: string): Buffer {
  const AuthParameters = { REFRESH_TOKEN: token }
  return requestOf(server.port, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: client, AuthParameters })
}

function inTurn(requests: readonly Buffer[]): () => Buffer | undefined {
  let turn = 0
  return () => requests[turn++ % requests.length]
}
