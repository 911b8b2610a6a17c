import {
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, type Page } from '@playwright/test'

import type { World } from './fixtures.ts'
import { people } from './steps.ts'
import { administrator } from './admin.ts'

/** The demo pool and its app clients, as the emulator's demo seed has them. */
export const demo = {
  pool: 'us-east-1_Demo00001',
  storefront: 'storefront0demo0client0001',
  kiosk: 'kiosk0demo00000client00003',
} as const

/** Browsers as they introduce themselves. */
export const agents = {
  iPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
} as const

/** What those browsers are called on the list. */
export const names = {
  iPhone: 'Safari 26 on iOS 26.0',
  windows: 'Firefox 153 on Windows 10',
  mac: 'Chrome 156 on macOS 15.0',
} as const

/** Tokens of a session that no browser of the test holds. */
export type Elsewhere = { access: string; refresh: string; clientId: string }

const callback = 'https://app.example.com/cb'

export async function track(world: World, on: boolean, most = 100): Promise<void> {
  await administrator(world).send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: demo.pool,
      UserSessionTracking: on ? 'ENABLED' : 'DISABLED',
      TokenSession: { MaxPerUser: most },
    }),
  )
}

/** An unsigned call to the emulator, from a browser that calls itself `userAgent`. */
export async function call(world: World, operation: string, body: object, userAgent = 'none') {
  const response = await fetch(world.emulator.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      'user-agent': userAgent,
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { ok: response.ok, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

/** Ada signs in with her password from somewhere else. */
export async function signInElsewhere(
  world: World,
  userAgent: string,
  clientId: string = demo.storefront,
  { username, password }: { username: string; password: string } = people.ada,
): Promise<Elsewhere> {
  const { body } = await call(
    world,
    'InitiateAuth',
    {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    },
    userAgent,
  )
  const tokens = body['AuthenticationResult'] as { AccessToken: string; RefreshToken: string }
  return { access: tokens.AccessToken, refresh: tokens.RefreshToken, clientId }
}

/** Whether Cognito still takes the session's access token, and still mints from its refresh token. */
export async function lives(world: World, { access, refresh, clientId }: Elsewhere): Promise<readonly boolean[]> {
  const user = await call(world, 'GetUser', { AccessToken: access })
  const minted = await call(world, 'GetTokensFromRefreshToken', { RefreshToken: refresh, ClientId: clientId })
  return [user.ok, minted.ok]
}

/** Makes storefront and kiosk apps of managed login too. */
export async function withManagedLogin(world: World): Promise<void> {
  for (const [ClientId, ClientName] of [
    [demo.storefront, 'Storefront'],
    [demo.kiosk, 'Kiosk'],
  ] as const) {
    await administrator(world).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: demo.pool,
        ClientId,
        ClientName,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        EnableTokenRevocation: true,
        CallbackURLs: [callback],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
        AllowedOAuthFlowsUserPoolClient: true,
        SupportedIdentityProviders: ['COGNITO'],
      }),
    )
  }
}

/** A browser at managed login, by HTTP alone. */
export class ManagedLogin {
  readonly #world: World
  readonly #userAgent: string
  readonly #cookies = new Map<string, string>()

  constructor(world: World, userAgent: string) {
    this.#world = world
    this.#userAgent = userAgent
  }

  /** Ada signs in to an app; the password is asked for where the browser is not remembered. */
  async signIn(clientId: string): Promise<Elsewhere & { result: Readonly<Record<string, string>> }> {
    const page = await this.#visit(this.#authorize(clientId))
    const end = page.text === '' ? page : await this.#submit(page)
    const code = end.url.searchParams.get('code') ?? ''
    const answer = await fetch(`${this.#domain}/oauth2/token`, {
      method: 'POST',
      headers: { 'user-agent': this.#userAgent },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: clientId,
        redirect_uri: callback,
      }),
    })
    const tokens = (await answer.json()) as { access_token: string; id_token: string; refresh_token: string }
    const result = {
      AccessToken: tokens.access_token,
      IdToken: tokens.id_token,
      RefreshToken: tokens.refresh_token,
      TokenType: 'Bearer',
    }
    return { access: tokens.access_token, refresh: tokens.refresh_token, clientId, result }
  }

  /** Whether the browser is let in without a password. */
  async isRemembered(clientId: string = demo.kiosk): Promise<boolean> {
    return (await this.#visit(this.#authorize(clientId))).text === ''
  }

  get #domain(): string {
    return `${this.#world.emulator.url}/_domain/curfew-demo`
  }

  #authorize(clientId: string): URL {
    const url = new URL(`${this.#domain}/oauth2/authorize`)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: callback,
      scope: 'openid aws.cognito.signin.user.admin',
    }).toString()
    return url
  }

  async #visit(url: URL, form?: Readonly<Record<string, string>>): Promise<{ url: URL; text: string }> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        'user-agent': this.#userAgent,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      this.#cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return { url, text: await response.text() }
    const next = new URL(location, url)
    return next.origin === url.origin ? this.#visit(next) : { url: next, text: '' }
  }

  async #submit(page: { url: URL; text: string }) {
    const inputs = [...page.text.matchAll(/<input [^>]*?name="([^"]*)"(?:[^>]*? value="([^"]*)")?/g)]
    const held = inputs.map(([, name = '', value = '']) => [name, value])
    return this.#visit(page.url, { ...Object.fromEntries(held), username: 'ada', password: 'Lamp-lit-1843' })
  }
}

/** The card of a session on My session. */
export function card(page: Page, name: string) {
  return page
    .getByRole('list', { name: 'Your sessions' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
}

/** Asks for one session's end and confirms. */
export async function endSession(page: Page, name: string): Promise<void> {
  await card(page, name).getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out', exact: true }).click()
}

/** My session has read all that it reads by itself: nothing but the next step can notice what happens. Of the demo pool. */
export async function expectListed(page: Page): Promise<void> {
  await expect(page.getByText('this session', { exact: true })).toBeVisible()
  await expect(page.getByText('This user pool does not keep track of devices')).toBeVisible()
}

/** The section of the page that shows where somebody is signed in. */
export function whereSignedIn(page: Page) {
  return page.getByRole('region', { name: 'Where you’re signed in' })
}

export async function expectSessions(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem')).toHaveCount(count)
}
