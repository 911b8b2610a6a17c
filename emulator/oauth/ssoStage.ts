import {
  AdminListUserSessionsCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  type SessionDescriptionType,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Emulator } from '../index.ts'
import { control, sdk, testEmulator } from '../testing.ts'
import { type Page, TestBrowser } from './testBrowser.ts'
import { BASE, bearer, ORIGIN } from './testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

export const MINUTE = 60_000
/** The moment at which the stage's clock stands. */
export const START = Date.parse('2026-11-01T10:00:00Z')
const POOL = { UserPoolId: SHOP.pool }
export const LEE = { ...POOL, Username: 'lee' }
const DOMAIN = { ...POOL, Domain: SHOP.domain }

/** A browser at the shop's managed login, on a clock that stands still: for tests of SSO sessions. */
export class SsoStage {
  readonly emulator: Emulator = testEmulator({ seed: shopSeed })
  browser = this.newBrowser()
  #clockOffsetMs = START - Date.now()

  static async begin(): Promise<SsoStage> {
    const stage = new SsoStage()
    await control(stage.emulator, 'POST', 'clock', { now: new Date(START).toISOString(), frozen: true })
    return stage
  }

  newBrowser(): TestBrowser {
    return new TestBrowser(ORIGIN, (request) => this.emulator.fetch(request))
  }

  get aws() {
    return sdk(this.emulator, undefined, this.#clockOffsetMs)
  }

  async advance(ms: number): Promise<void> {
    await control(this.emulator, 'POST', 'clock', { advanceMs: ms })
    this.#clockOffsetMs += ms
  }

  async track(UserSessionTracking: 'ENABLED' | 'DISABLED' = 'ENABLED'): Promise<void> {
    const TokenSession = { MaxPerUser: 20 }
    await this.aws.send(new SetUserPoolSessionConfigurationCommand({ ...POOL, UserSessionTracking, TokenSession }))
  }

  async reuseFor(ClientId: string, MaxValidityMinutes: number): Promise<void> {
    const SSOSession = { MaxValidityMinutes }
    await this.aws.send(new SetUserPoolClientSessionConfigurationCommand({ ...POOL, ClientId, SSOSession }))
  }

  async takeDomain(): Promise<void> {
    await this.aws.send(new DeleteUserPoolDomainCommand(DOMAIN))
  }

  async giveDomain(ManagedLoginVersion: number): Promise<void> {
    await this.aws.send(new CreateUserPoolDomainCommand({ ...DOMAIN, ManagedLoginVersion }))
  }

  signIn(change: Record<string, string> = {}, who = 'lee', password = 'Any-password-1'): Promise<Page> {
    return this.browser.signIn(authorizeUrl(BASE, change), who, password)
  }

  /** Where this browser ends up that goes to a client. */
  visit(clientId = 'spa', change: Record<string, string> = {}): Promise<Page> {
    return this.browser.visit(authorizeUrl(BASE, { client_id: clientId, ...change }))
  }

  /** What a client's next sign-in in this browser meets: a code at once, or the login page. */
  async next(clientId = 'spa', change: Record<string, string> = {}): Promise<string> {
    const page = await this.visit(clientId, change)
    if (page.url.searchParams.has('code')) return 'let in'
    return page.url.searchParams.get('error') ?? (page.text.includes('Sign in') ? 'asked' : page.text)
  }

  /** What the code of that page is redeemed for, or the refusal. */
  async tokensOf(page: Page, clientId = 'spa'): Promise<Record<string, string>> {
    const fields = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: SHOP.callback }
    const body = new URLSearchParams({ ...fields, code: page.url.searchParams.get('code') ?? '' })
    const response = await this.emulator.fetch(new Request(`${BASE}/oauth2/token`, { method: 'POST', body }))
    return response.json()
  }

  async isAlive(tokens: Record<string, string>): Promise<boolean> {
    const request = new Request(`${BASE}/oauth2/userInfo`, bearer(tokens['access_token']))
    return (await this.emulator.fetch(request)).status === 200
  }

  /** lee's sessions, as an administrator sees them. */
  async sessions(): Promise<readonly SessionDescriptionType[]> {
    return (await this.aws.send(new AdminListUserSessionsCommand(LEE))).Sessions ?? []
  }

  async idOf(type: 'SSO' | 'TOKEN'): Promise<string> {
    return (await this.sessions()).find(({ SessionType }) => SessionType === type)?.SessionId ?? ''
  }
}
