import { type ClientWithSecret, leakedApi } from '../cognito/leaked.ts'
import { failureOf, isUnanswered } from '../lib/failure.ts'
import type { ActState } from '../lib/acts.ts'
import { onlyPossible } from '../lib/leaked.ts'
import { isOneself } from '../lib/oneself.ts'
import { familyOf } from './claims.ts'
import { forgotten, isNotOf, leakedOperation, noClient, notTheirs, revocationOff } from './leakFailures.ts'
import { lineOfLeak } from './leakLine.ts'
import type { Live } from './facts.ts'
import { type Held, isToldByGetUser, readAgain, readTokens, type ReadingParts, regionOf } from './leakedTokens.ts'
import { OwnEnd } from './OwnEnd.ts'
import { proveByAccess, proveByRefresh } from './proof.ts'
import type { ClientTry, LeakedToken, LeakReceipt } from './protocol/leaks.ts'
import type { Receipts } from './receipts.ts'
import type { SessionCalls } from './sessionCalls.ts'
import { appClientFrom } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

/** Between two app clients, in milliseconds: DescribeUserPoolClient allows five a second for a pool. */
const paceMs = 250

/** What tokens that leaked are ended with. */
export type LeakParts = ReadingParts & { calls: SessionCalls; receipts: Receipts; identityPool: boolean }

/** What is ended, on its receipt; `live` is the session of the operator who asked. */
type Job = { receipt: LeakReceipt; live: Live }

/** Tokens that leaked, in this worker's memory for as long as the page is open: read, ended, and the end observed. */
export class Leaks {
  readonly #around: Surroundings
  readonly #parts: LeakParts
  readonly #ownEnd: OwnEnd
  readonly #held = new Map<string, Held>()
  /** Moves with each text, and with each forgetting. */
  #asked = 0
  /** What is being ended: two clicks are one wish. */
  readonly #running = new Map<string, string>()

  constructor(around: Surroundings, parts: LeakParts) {
    this.#around = around
    this.#parts = parts
    this.#ownEnd = new OwnEnd(around, parts.keeper, parts.calls)
  }

  /** What the tokens in a text are. Those of the text before are forgotten; without one they are looked at again. */
  async read(text: string | undefined): Promise<readonly LeakedToken[]> {
    if (text === undefined) return this.#readAgain()
    this.forget()
    const asked = this.#asked
    const held = await readTokens(text, this.#parts)
    // Whoever signs out meanwhile leaves none behind.
    if (asked === this.#asked) for (const each of held) this.#held.set(each.told.id, each)
    return held.map(({ told }) => told)
  }

  async #readAgain(): Promise<readonly LeakedToken[]> {
    for (const each of this.#held.values()) {
      const again = await readAgain(each, this.#parts)
      if (this.#held.has(again.told.id)) this.#held.set(again.told.id, again)
    }
    return [...this.#held.values()].map(({ told }) => told)
  }

  forget(): void {
    this.#asked += 1
    this.#held.clear()
  }

  /** Revokes a refresh token. Answers once the receipt is written, and goes on by itself. */
  async revoke(tokenId: string, poolId: string, clientId: string | undefined): Promise<{ receiptId: string }> {
    const held = this.#find(tokenId)
    return this.#once(tokenId, async (family) => {
      const api = await this.#parts.operator.apiOf(poolId)
      const clients = clientId === undefined ? await api.listClients(poolId) : [{ id: clientId, name: '' }]
      const job = this.#job('RevokeToken', held, poolId, clients.length, family)
      job.receipt = { ...job.receipt, named: clientId !== undefined }
      const { token } = held.found
      const { live } = job
      if (live.tokens.refresh !== token) return { job, work: async () => this.#revokeInTurn(job, token, clients) }
      return { job, work: async () => this.#revokeOwn(job, live, clients) }
    })
  }

  /** The vault knows its own refresh token. With it the tab ends, once that is seen: nobody elsewhere has ended it. */
  async #revokeOwn(job: Job, live: Live, clients: readonly { id: string; name: string }[]): Promise<void> {
    const { id } = job.receipt
    await this.#parts.keeper.asking(live, id, async () => this.#revokeInTurn(job, live.tokens.refresh, clients))
    const { proof } = job.receipt
    await this.#ownEnd.conclude(live, { id, acts: [] }, proof)
  }

  /** Ends every session of the user whom an access or ID token is of. */
  async endUser(tokenId: string, tokensLiveMs: number | undefined): Promise<{ receiptId: string }> {
    const held = this.#find(tokenId)
    const { pool, signature, says } = held.told
    const { username } = says
    if (pool.state !== 'ours' || signature !== 'fits' || username === undefined) throw notTheirs
    return this.#once(tokenId, async (family) => {
      const job = this.#job('AdminUserGlobalSignOut', held, pool.id, 0, family)
      if (tokensLiveMs !== undefined) job.receipt = { ...job.receipt, tokensLiveMs }
      if (!this.#isOwn(job.live, { poolId: pool.id, username, sub: says.sub }))
        return { job, work: async () => this.#endSessions(job, held, username) }
      job.receipt = { ...job.receipt, own: {} }
      return { job, work: async () => this.#endOwn(job, job.live, held, username) }
    })
  }

  /** Whether a user is whoever is signed in. */
  #isOwn({ claims }: Live, user: { poolId: string; username: string; sub: string | undefined }): boolean {
    const { username, sub } = claims
    return isOneself(user, { poolId: this.#parts.keeper.deployment.poolId, username, sub })
  }

  #find(tokenId: string): Held {
    const held = this.#held.get(tokenId)
    if (held === undefined) throw forgotten
    return held
  }

  /** The receipt is written before Cognito is asked. */
  async #once(
    tokenId: string,
    prepare: (family: string | undefined) => Promise<{ job: Job; work: () => Promise<void> }>,
  ): Promise<{ receiptId: string }> {
    const underWay = this.#running.get(tokenId)
    if (underWay !== undefined) return { receiptId: underWay }
    const { live } = this.#parts.keeper
    const { job, work } = await prepare(live && familyOf(live.claims))
    const raced = this.#running.get(tokenId)
    if (raced !== undefined) return { receiptId: raced }
    const { id } = job.receipt
    this.#running.set(tokenId, id)
    const over = () => this.#running.delete(tokenId)
    try {
      await this.#parts.receipts.put(job.receipt, lineOfLeak, job.live.memoryOnly)
    } catch (error) {
      over()
      throw error
    }
    void this.#run(job, work).finally(over)
    return { receiptId: id }
  }

  async #run(job: Job, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      await this.#refused(job, error)
    }
  }

  async #revokeInTurn(job: Job, token: string, clients: readonly { id: string; name: string }[]): Promise<void> {
    let last: unknown = noClient
    /** What no answer came to can have ended it, whatever the next client was told. */
    let lost: unknown
    for (const [at, client] of clients.entries()) {
      if (at > 0) await this.#around.sleep(paceMs)
      const { ended, failure, ...result } = await this.#tryClient(job, token, client)
      await this.#put(job, { tried: [...job.receipt.tried, result] })
      if (ended) return
      // That one client allows no revocation says nothing of what another one failed with.
      if (last === noClient || result.outcome !== 'revocation off') last = failure ?? last
      if (result.unanswered) lost = failure
    }
    // Whose client it is not says nothing where it must be that of another.
    const why = onlyPossible({ ...job.receipt, server: { step: 'refused' } }).length > 0 ? revocationOff : last
    if (job.receipt.server.step === 'asked') await this.#refused(job, lost ?? why)
  }

  /** `ended` when there is no need to try another client: it was observed, or is being said that it still lives. */
  async #tryClient(
    job: Job,
    token: string,
    { id, name }: { id: string; name: string },
  ): Promise<ClientTry & { ended: boolean; failure?: unknown }> {
    const { poolId } = job.receipt
    const of = { clientId: id, ...(name === '' ? {} : { name }) }
    try {
      const known = await (await this.#parts.operator.apiOf(poolId)).clientForRevoking(poolId, id)
      const { accessToken, idToken, refreshToken } = appClientFrom(known.raw, known.secret !== undefined)
      const tokensLiveMs = Math.max(accessToken.seconds, idToken.seconds) * 1_000
      const livesMs = { refresh: refreshToken.seconds * 1_000, tokens: tokensLiveMs }
      if (!known.revocation) return { ...of, outcome: 'revocation off', livesMs, ended: false, failure: revocationOff }
      const client = { id, secret: known.secret }
      const api = leakedApi(this.#parts.placeOf(regionOf(poolId)))
      const accepted = await api.revoke(client, token)
      const at = new Date(this.#around.now())
      await this.#put(job, { server: { step: 'accepted', at, ...accepted } })
      const proof = await this.#proveDead(client, token, poolId)
      await this.#put(job, { proof, tokensLiveMs })
      if (proof.state === 'observed refused') return { ...of, outcome: 'revoked', ended: true }
      const message = proof.state === 'not known' ? proof.failure.message : ''
      return { ...of, outcome: 'accepted', message, ended: proof.state === 'still answers' }
    } catch (error) {
      const told = failureOf(error, 'RevokeToken')
      const { message } = told
      if (isNotOf(told)) return { ...of, outcome: 'refused', message, ended: false, failure: error }
      const unanswered = told.operation === 'RevokeToken' && isUnanswered(told)
      return { ...of, outcome: 'failed', message, unanswered, ended: false, failure: error }
    }
  }

  /** Of a refresh token nothing else can tell but the attempt to use it; whatever that mints is revoked at once. */
  async #proveDead(client: ClientWithSecret, token: string, poolId: string): Promise<LeakReceipt['proof']> {
    const calls = this.#callsFor(poolId, client)
    return proveByRefresh(calls, this.#around, { refresh: token, by: 'RevokeToken' })
  }

  /** The calls of a proof with the refresh token itself. */
  #callsFor(poolId: string, client: ClientWithSecret) {
    const api = leakedApi(this.#parts.placeOf(regionOf(poolId)))
    return {
      refresh: async (refreshToken: string) => api.refresh(client, refreshToken),
      revoke: async (_by: unknown, refreshToken: string) => api.revoke(client, refreshToken),
    }
  }

  async #endSessions(job: Job, { found, told }: Held, username: string): Promise<void> {
    const { poolId } = job.receipt
    const { requestId } = await (await this.#parts.operator.apiOf(poolId)).signOutUser(poolId, username)
    const at = new Date(this.#around.now())
    // Of a token that does not say until when it lives nothing is taken for a proof.
    const expiresAtMs = Number(found.says.expiresAt)
    const isTelling = isToldByGetUser(told.life) && expiresAtMs > this.#parts.keeper.cognitoNow()
    const none = { state: 'not possible', why: found.kind === 'access' ? 'no scope' : 'refused' } as const
    await this.#put(job, {
      server: { step: 'accepted', at, requestId, attempts: 1 },
      ...(isTelling ? {} : { proof: none }),
    })
    if (!isTelling) return
    const api = leakedApi(this.#parts.placeOf(regionOf(poolId)))
    const probing = { probe: async (_by: unknown, token: string) => api.getUser(token) }
    const access = { token: found.token, expiresAtMs }
    const now = this.#parts.keeper.cognitoNow()
    await this.#put(job, { proof: await proveByAccess(probing, this.#around, 'GetUser', access, now) })
  }

  /** The same of the operator's own: this browser's session ends with it, which its token shows, and then the tab. */
  async #endOwn(job: Job, live: Live, held: Held, username: string): Promise<void> {
    let at: ActState
    try {
      const { id } = job.receipt
      await this.#parts.keeper.asking(live, id, async () => this.#endSessions(job, held, username))
      at = { state: 'done', at: new Date(this.#around.now()), requestId: '' }
    } catch (error) {
      await this.#refused(job, error)
      at = { state: 'failed', at: new Date(this.#around.now()), failure: failureOf(error, job.receipt.operation) }
    }
    const acts = [{ act: { do: 'sign out' as const }, at }]
    const told = { id: job.receipt.id, acts }
    const proof = await this.#ownEnd.observe(live, told, acts)
    if (proof !== undefined) {
      const { state } = job.receipt.proof
      const showsIt = proof.state === 'observed refused' && (state === 'not possible' || state === 'not known')
      await this.#put(job, { own: { proof }, ...(showsIt ? { proof } : {}) })
    }
    await this.#ownEnd.conclude(live, told, proof)
  }

  async #refused(job: Job, error: unknown): Promise<void> {
    const told = failureOf(error, job.receipt.operation)
    // Nobody is signed out of this browser by it: the same exceptions mean something else.
    const failure = told.operation === 'RevokeToken' ? { ...told, operation: leakedOperation } : told
    const at = new Date(this.#around.now())
    await this.#put(job, {
      server: { step: 'refused', at, failure, everywhereOffered: false },
      proof: { state: 'not possible', why: 'refused' },
    })
  }

  #job(
    operation: LeakReceipt['operation'],
    { told, found }: Held,
    poolId: string,
    clients: number,
    family: string | undefined,
  ): Job {
    const { keeper, identityPool } = this.#parts
    const live = keeper.live
    // Whoever asked may have signed out meanwhile: what is done then is nobody's wish, and not the next person's.
    if (live === undefined || familyOf(live.claims) !== family) throw forgotten
    const { sub, displayName, username } = live.claims
    const receipt: LeakReceipt = {
      id: this.#around.newId(),
      kind: 'leaked token',
      sub,
      displayName,
      username,
      poolId,
      askedAt: new Date(this.#around.now()),
      skewMs: live.skewMs,
      operation,
      token: { kind: found.kind, says: told.says },
      tried: [],
      clients,
      server: { step: 'asked' },
      proof: { state: 'waiting' },
      identityPool,
    }
    return { receipt, live }
  }

  /** Cognito has been asked by then: it is told whatever the disk says. */
  async #put(job: Job, change: Partial<LeakReceipt>): Promise<void> {
    job.receipt = { ...job.receipt, ...change }
    await this.#parts.receipts.put(job.receipt, lineOfLeak, job.live.memoryOnly, true)
  }
}
