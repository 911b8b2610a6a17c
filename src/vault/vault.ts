import type { Place } from '../cognito/clients.ts'
import { personApi, type SignInStep } from '../cognito/person.ts'
import type { Config } from '../lib/config.ts'
import { Failed } from '../lib/failure.ts'
import { Operator } from './operator.ts'
import { Outbox } from './outbox.ts'
import type { OperationName, SessionState, SignInAnswer, VaultMessage, VaultOperations } from './protocol.ts'
import { Receipts } from './receipts.ts'
import { RevocationSwitch } from './revocation.ts'
import { noCookies, SessionKeeper } from './session.ts'
import { SignOut } from './signOut.ts'
import { openStorage, type VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

type Handlers = {
  [Name in OperationName]: (args: Parameters<VaultOperations[Name]>[0]) => Promise<ReturnType<VaultOperations[Name]>>
}

type Challenge = { session: string; username: string; half: string | undefined }

/** The vault behind its door: named operations in, results out, never a token. */
export type Vault = {
  /** Runs one named operation with checked arguments. Throws Failed. */
  run(operation: OperationName, args: unknown): Promise<unknown>
  /** Does what is due by the wall clock: renewal and the outbox. Call it every few seconds and whenever the page wakes. */
  tick(): Promise<void>
  close(): void
}

/**
 * Puts a vault together for one deployment.
 * @param around the outside world: clock, locks, other tabs, the page
 * @param options.fetcher stands in for the global fetch in tests
 * @param options.storage stands in for the deployment's own database in tests
 */
export async function openVault(
  config: Config,
  around: Surroundings,
  options: { fetcher?: typeof fetch; storage?: VaultStorage } = {},
): Promise<Vault> {
  const places = placesOf(config, options.fetcher)
  const person = personApi(places.idp, config.clientId)
  const storage = options.storage ?? (await openStorage(`${config.userPoolId}|${config.clientId}`))
  const held: Surroundings = {
    ...around,
    emit(message: VaultMessage) {
      if (message.kind === 'session') operator.serveOnly(keeper.live)
      around.emit(message)
    },
  }
  const keeper = new SessionKeeper(held, storage, person, {
    poolId: config.userPoolId,
    clientId: config.clientId,
    ...(config.refreshTokenDays === undefined ? {} : { refreshTokenDays: config.refreshTokenDays }),
  })
  const operator = new Operator(keeper, places, config.identityPoolId)
  const receipts = new Receipts(held, storage)
  const outbox = new Outbox(held, storage, person, receipts)
  const signOut = new SignOut(held, { keeper, person, outbox, receipts })
  const revocation = new RevocationSwitch(held, async () => operator.api())
  let challenge: Challenge | undefined

  async function answer(step: SignInStep, half: string | undefined): Promise<SignInAnswer> {
    challenge = undefined
    if (step.kind === 'tokens') {
      await keeper.install(step.tokens, half, async (replaced) => signOut.entryFor(replaced))
      void outbox.retry(true)
      return { step: 'signed in' }
    }
    if (step.name !== 'NEW_PASSWORD_REQUIRED') return { step: 'not supported', challenge: step.name }
    challenge = { session: step.session, username: step.username, half }
    return { step: 'new password', username: step.username, requiredAttributes: step.requiredAttributes }
  }

  async function adopted(): Promise<SessionState> {
    await keeper.adopt()
    return keeper.state()
  }

  const handlers: Handlers = {
    open: async () => {
      await outbox.tell()
      void outbox.retry(true)
      return adopted()
    },
    resume: adopted,
    signIn: async ({ username, password, memoryOnly, half }) => {
      if (!memoryOnly && half === undefined) throw noCookies
      return answer(await person.signIn(username, password), memoryOnly ? undefined : half)
    },
    answerNewPassword: async ({ newPassword, attributes }) => {
      if (challenge === undefined) throw nothingToAnswer
      const asked = challenge
      const given = new Map(Object.entries(attributes))
      return answer(await person.answerNewPassword(asked, newPassword, given), asked.half)
    },
    announce: async () => {
      around.tellTabs()
      return undefined
    },
    check: async () => {
      void outbox.retry(true)
      await keeper.check()
      return keeper.state()
    },
    renew: async () => {
      await keeper.renew()
      return keeper.state()
    },
    signOut: async () => signOut.thisDevice(),
    signOutEverywhere: async () => signOut.everywhere(),
    signOutEverywhereInstead: async ({ receiptId }) => signOut.everywhereInstead(receiptId),
    receipt: async ({ receiptId }) => receipts.find(receiptId),
    retryOutbox: async () => ({ waiting: await outbox.retry(true) }),
    listPools: async () => (await operator.api()).listPools(),
    listAppClients: async ({ poolId }) => (await operator.api()).listClients(poolId),
    describeAppClient: async ({ poolId, clientId }) => revocation.describe(poolId, clientId),
    planRevocation: async ({ poolId, clientId, enable }) => revocation.plan(poolId, clientId, enable),
    commitRevocation: async ({ planId }) => revocation.commit(planId),
  }

  return {
    run: async (operation, args) => (handlers[operation] as (args: unknown) => Promise<unknown>)(args),
    async tick() {
      await keeper.renewIfDue()
      await outbox.retry(false)
    },
    close() {
      storage.close()
    },
  }
}

function placesOf(config: Config, fetcher: typeof fetch | undefined): { idp: Place; identity: Place } {
  const place = (endpoint: string | undefined): Place => ({
    region: config.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(fetcher === undefined ? {} : { fetcher }),
  })
  return { idp: place(config.endpoints?.cognitoIdp), identity: place(config.endpoints?.cognitoIdentity) }
}

const nothingToAnswer = new Failed({
  operation: 'RespondToAuthChallenge',
  code: 'Forgotten',
  message: 'There is no sign-in under way to answer.',
  class: 'rejected',
  attempts: 0,
})
