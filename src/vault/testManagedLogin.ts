/* oxlint-disable no-restricted-imports -- the browser that visits managed login is the emulator's own; no part of the console imports this file */
import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  SetUserPoolClientSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { TestBrowser } from '../../emulator/oauth/testBrowser.ts'
import { lastCode, sdk } from '../../emulator/testing.ts'
import { consoleOrigin, type Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

const emulator = 'http://127.0.0.1:9229'

/** The demo pool's managed login, as the deployments of these tests name it. */
export const domain = `${emulator}/_domain/curfew-demo`

/** A world whose deployment offers managed login. */
export function managedWorld(config: World['config'] | object = {}): World {
  return new World({ config: { domain, signIn: ['managed login'], ...config } })
}

/** The deployment gives up its domain, and from now on asks for passwords itself. */
export function giveUpDomain(world: World): void {
  delete world.config.domain
  world.config.signIn = ['password']
}

/** What a person's browser does at managed login: it keeps cookies, and comes back with a query. */
export class Visitor {
  readonly #world: World
  readonly #browser: TestBrowser

  constructor(world: World) {
    this.#world = world
    this.#browser = new TestBrowser(emulator, async (request) => world.emulator.fetch(request))
  }

  /** Goes where the vault sends it, types the password if asked for it, and gives the callback's query. */
  async comeBackFrom(url: URL, [username, password]: readonly [string, string] = demo.ada): Promise<string> {
    const page = await this.#browser.visit(url)
    const end = page.url.origin === consoleOrigin ? page : await this.#browser.submit(page, { username, password })
    if (end.url.origin !== consoleOrigin) throw new Error(`managed login did not let in: ${end.text}`)
    return end.url.search
  }

  /** Goes where the vault sends it for a new password, sets one, types it, and gives the callback's query. */
  async comeBackWithNewPassword(url: URL): Promise<string> {
    const [username, password] = ['pavel', 'Harbour-light-9']
    const sent = await this.#browser.submit(await this.#browser.visit(url), { username })
    const login = await this.#browser.submit(sent, {
      code: await lastCode(this.#world.emulator),
      new_password: password,
    })
    return (await this.#browser.submit(login, { username, password })).url.search
  }

  /** Whether managed login asks for a password there. */
  async isAskedAt(url: URL): Promise<boolean> {
    return (await this.#browser.visit(url)).url.origin !== consoleOrigin
  }

  /** Goes through the logout page, and gives where that leads. */
  async leaveThrough(url: string): Promise<string> {
    return (await this.#browser.visit(url)).url.href
  }
}

/** Signs in at managed login, with a visitor of its own unless there is one. */
export async function signInThere(world: World, tab: Tab, memoryOnly = false, visitor = new Visitor(world)) {
  const outcome = await tab.finishManagedLogin(await visitor.comeBackFrom(await tab.beginManagedLogin(memoryOnly)))
  if (outcome.failure) throw new Error(`not signed in: ${JSON.stringify(outcome.failure)}`)
  return { visitor, outcome }
}

/** Changes the app client's OAuth settings; every other setting stays. */
export async function changeClient(world: World, change: Readonly<Record<string, unknown>>): Promise<void> {
  const callback = `${consoleOrigin}/signed-in`
  await sdk(world.emulator).send(
    new UpdateUserPoolClientCommand({
      UserPoolId: demo.pool,
      ClientId: demo.storefront,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: [callback],
      LogoutURLs: [`${consoleOrigin}/signed-out`],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
      AllowedOAuthFlowsUserPoolClient: true,
      ...change,
    }),
  )
}

/** How long the app client takes managed login's cookie for a password. */
export async function reuseFor(world: World, MaxValidityMinutes: number): Promise<void> {
  const client = { UserPoolId: demo.pool, ClientId: demo.storefront }
  await sdk(world.emulator).send(
    new SetUserPoolClientSessionConfigurationCommand({ ...client, SSOSession: { MaxValidityMinutes } }),
  )
}

/** Gives the pool the classic hosted UI, which asks nobody again whom its cookie lets in. */
export async function giveClassicPages(world: World): Promise<void> {
  const pages = { UserPoolId: demo.pool, Domain: 'curfew-demo' }
  await sdk(world.emulator).send(new DeleteUserPoolDomainCommand(pages))
  await sdk(world.emulator).send(new CreateUserPoolDomainCommand({ ...pages, ManagedLoginVersion: 1 }))
}
