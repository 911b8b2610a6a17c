import { domainApi } from '../cognito/domain.ts'
import { personApi, type Tokens } from '../cognito/person.ts'
import { signInApi } from '../cognito/signIn.ts'
import type { CallSink } from '../lib/calls.ts'
import type { Config } from '../lib/config.ts'
import { Activity } from './activity.ts'
import { AskingAnew } from './askingAnew.ts'
import { claimsOf, familyOf } from './claims.ts'
import { Devices } from './devices.ts'
import type { Deployment } from './facts.ts'
import { GivingBack } from './givingBack.ts'
import { Heartbeat } from './heartbeat.ts'
import { leakHandlers } from './leaks.ts'
import { Limits, type LimitSettings } from './limits.ts'
import { ManagedLogin } from './managedLogin.ts'
import { onFirstUse } from './onFirstUse.ts'
import { Operator } from './operator.ts'
import type { OperatorHandlers } from './operatorCode.ts'
import { otherSessions } from './otherSessions.ts'
import { Outbox } from './outbox.ts'
import { OutboxEntries } from './outboxEntries.ts'
import { domainOf, placeIn, placesOf } from './places.ts'
import { remainsOf } from './proof.ts'
import { Proofs } from './proofs.ts'
import type { OperationName, SessionState, VaultMessage, VaultOperations } from './protocol.ts'
import { Receipts } from './receipts.ts'
import { Repeats } from './repeats.ts'
import { SessionKeeper } from './session.ts'
import { SessionCalls } from './sessionCalls.ts'
import { shownClaims } from './shownClaims.ts'
import { type Begin, SignIn } from './signIn.ts'
import { SignOut } from './signOut.ts'
import { openStorage, type VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { Telling } from './telling.ts'

/** Those of the operator are in a file of their own (operatorCode.ts), loaded on first use: few people are operators. */
type Handlers = {
  [Name in Exclude<OperationName, keyof OperatorHandlers>]: (
    args: Parameters<VaultOperations[Name]>[0],
  ) => Promise<ReturnType<VaultOperations[Name]>>
}

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
 * @param options.limits stands in for the usual limits in tests of other things
 */
export async function openVault(
  config: Config,
  around: Surroundings,
  options: { fetcher?: typeof fetch; storage?: VaultStorage; limits?: LimitSettings } = {},
): Promise<Vault> {
  const sink: CallSink = {
    now: () => around.now(),
    note: (call, target) => {
      around.emit({ kind: 'call', call })
      void activity.see(call, target)
    },
  }
  const places = placesOf(config, sink, options.fetcher)
  const person = personApi(places.idp, config.clientId)
  const domain = domainOf(config, sink, options.fetcher)
  const calls = new SessionCalls(person, domain && domainApi(domain, config.clientId))
  const storage = options.storage ?? (await openStorage(`${config.userPoolId}|${config.clientId}`))
  const held: Surroundings = {
    ...around,
    emit(message: VaultMessage) {
      if (message.kind === 'session') {
        operator.serveOnly(keeper.live)
        leaks.serveOnly(keeper.live)
      }
      around.emit(message)
      // A session that has come or gone has other limits; should the disk fail, the next call says so.
      if (message.kind === 'session') void limits.enforce().catch(() => undefined)
    },
  }
  const deployment: Deployment = {
    poolId: config.userPoolId,
    clientId: config.clientId,
    ...(config.refreshTokenDays === undefined ? {} : { refreshTokenDays: config.refreshTokenDays }),
    ...(config.ssoMinutes === undefined ? {} : { ssoMinutes: config.ssoMinutes }),
    identityPool: config.identityPoolId !== undefined,
  }
  const activity = new Activity(held, storage, () => keeper)
  const askingAnew = new AskingAnew(storage, () => keeper)
  const keeper = new SessionKeeper(
    held,
    storage,
    person,
    deployment,
    (live, reason, failure) => {
      void activity.sessionEnded(live, reason, failure)
      void askingAnew.ends(live, false)
      // What is due, which its entry is: the page has not asked, so its cookies may not be those of now.
      void outbox.retry(false).catch(ignored)
    },
    {
      letGo: async (live) => signOut.letGo(live),
      giveBack: async (live) => givingBack.giveBack(remainsOf(live, calls.revocationFor(live.how)), live.memoryOnly),
    },
  )
  const heartbeat = new Heartbeat(held, calls, keeper)
  const operator = new Operator({
    keeper,
    placeOf: (region) => placeIn(config, places.idp, region),
    identityPlace: places.identity,
    identityPoolId: config.identityPoolId,
    onChange: (access) => around.emit({ kind: 'access', access }),
  })
  const receipts = new Receipts(held, storage, activity)
  const leaks = leakHandlers(held, {
    keeper,
    operator,
    calls,
    receipts,
    placeOf: (region) => placeIn(config, places.idp, region),
    regions: [config.region, ...(config.regions ?? []).map(({ region }) => region)],
    newId: () => around.newId(),
    identityPool: config.identityPoolId !== undefined,
  })
  const entries = new OutboxEntries(held, storage)
  const telling = new Telling(held, calls, receipts, entries)
  const outbox = new Outbox(held, { entries, telling, receipts })
  const givingBack = new GivingBack(held, { entries, telling })
  const signOut = new SignOut(held, { keeper, askingAnew, person, calls, entries, telling, receipts })
  const leave: SignOut['atLimit'] = async (reason, live) => signOut.atLimit(reason, live)
  const limits = new Limits(held, { storage, keeper, leave }, options.limits)
  const operatorCode = onFirstUse(async () =>
    (await import('./operatorCode.ts')).operatorCode(held, { operator, keeper, calls, receipts, activity, storage }),
  )
  const api = signInApi(places.idp, config.clientId)
  const devices = new Devices(held, storage, api)
  const proofs = new Proofs(api, devices, () => held.now(), config.userPoolId)
  const begin: Begin = async (begun, sealing) => {
    await limits.begin(sealing !== undefined)
    await askingAnew.begins(begun, sealing === undefined)
    await keeper.install(begun, sealing, async (replaced) => signOut.letGo(replaced))
    await activity.signedIn(claimsOf(begun.tokens).sub, config.clientId, sealing === undefined)
    retryAll()
  }
  const signIn = new SignIn({ api, devices, proofs, now: () => held.now() }, config.name, begin)
  const asksAnew = async () => askingAnew.isDue()
  const isSpent = (tokens: Tokens) => limits.isSpent(tokens)
  const giveBack: GivingBack['giveBack'] = async (remains, memoryOnly) => givingBack.giveBack(remains, memoryOnly)
  const managedLogin = new ManagedLogin({ around: held, storage, begin, asksAnew, isSpent, giveBack }, domain, config)

  /** The page has asked for something, with its cookies as they are now. */
  function retryAll(): void {
    void outbox.retry(true).catch(ignored)
  }

  async function withinLimits(): Promise<void> {
    await limits.enforce()
    if (operator.restIf((lastUseMs) => limits.restsSince(lastUseMs))) await leaks.handlers.forgetLeaked({})
  }

  async function adopted(): Promise<SessionState> {
    await keeper.adopt()
    await withinLimits()
    return keeper.state()
  }

  const handlers: Handlers = {
    open: async () => {
      await entries.tell()
      retryAll()
      return adopted()
    },
    resume: adopted,
    signIn: async ({ username, password, memoryOnly, half }) =>
      signIn.withPassword(username, password, memoryOnly, half),
    answerNewPassword: async ({ newPassword, attributes }) => signIn.newPassword(newPassword, attributes),
    signInByChoice: async ({ username, memoryOnly, half }) => signIn.byChoice(username, memoryOnly, half),
    answerCode: async ({ code }) => signIn.code(code),
    chooseCode: async ({ from }) => signIn.chooseCode(from),
    chooseWay: async ({ way, password }) => signIn.chooseWay(way, password),
    answerPasskey: async ({ credential }) => signIn.passkey(credential),
    chooseSetUp: async ({ of }) => signIn.chooseSetUp(of),
    answerSetUp: async ({ code }) => signIn.setUpCode(code),
    setUpEmail: async ({ address }) => signIn.setUpEmail(address),
    rememberDevice: async () => {
      await devices.remember(await keeper.fresh())
      return undefined
    },
    beginManagedLogin: async (wish) => managedLogin.request(wish),
    finishManagedLogin: async ({ query, half }) => managedLogin.finish(query, half),
    leaveManagedLogin: async ({ receiptId }) => {
      const url = managedLogin.logoutUrl()
      await receipts.noteCookie(receiptId, 'sentAt')
      return { url }
    },
    returnFromManagedLogin: async ({ receiptId }) => {
      const receipt = await receipts.noteCookie(receiptId, 'backAt')
      return { known: receipt !== undefined }
    },
    ...otherSessions(held, {
      place: places.idp,
      keeper,
      person,
      calls,
      receipts,
      entries,
      signInWith: (begin) => new SignIn({ api, devices, proofs, now: () => held.now() }, config.name, begin),
      letGo: async (live) => signOut.letGo(live),
      giveBack,
      insure: async (remains, memoryOnly) => givingBack.insure(remains, memoryOnly),
    }),
    announce: async () => {
      around.tellTabs()
      return undefined
    },
    active: async () => {
      await limits.active()
      return undefined
    },
    limits: async () => limits.standing(),
    claims: async () => keeper.live && shownClaims(keeper.live.tokens),
    activity: async () => activity.list(),
    clearActivity: async () => ({ cleared: await activity.clear() }),
    check: async () => {
      retryAll()
      await heartbeat.check()
      return keeper.state()
    },
    renew: async () => {
      await keeper.renew()
      return keeper.state()
    },
    signOut: async ({ linked }) => signOut.thisDevice(linked),
    signOutEverywhere: async () => signOut.everywhere(),
    signOutEverywhereInstead: async ({ receiptId }) => signOut.everywhereInstead(receiptId),
    receipt: async ({ receiptId }) => receipts.find(receiptId),
    wait: async ({ ms }) => {
      await around.sleep(ms)
      return undefined
    },
    retryOutbox: async () => ({ waiting: await outbox.retry(true) }),
    access: async () => operator.access(),
    dropCredentials: async () => operator.drop(),
    ...leaks.handlers,
  }

  const repeats = new Repeats()
  return {
    async run(operation, args) {
      keeper.seeHalves()
      const whose = keeper.live && familyOf(keeper.live.claims)
      return repeats.take(operation, args, whose, async () => {
        // Whoever asks to sign out gets their own sign-out, however late it is.
        if (operation !== 'signOut') await withinLimits()
        const own: Partial<Record<OperationName, (args: never) => Promise<unknown>>> = handlers
        const handler = own[operation] ?? (await operatorCode())[operation as keyof OperatorHandlers]
        return handler(args as never)
      })
    },
    async tick() {
      await withinLimits()
      await askingAnew.goesOn()
      await heartbeat.renewIfDue()
      await outbox.retry(false)
    },
    close() {
      storage.close()
    },
  }
}

/** A disk that fails under the outbox: it is tried again, and the next call that needs the disk says so. */
function ignored(): void {}
