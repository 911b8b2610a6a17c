import type { Emulator } from '../index.ts'
import { TestBrowser } from './testBrowser.ts'
import { authorizeUrl, SHOP } from './testShop.ts'

/** Where tests without a socket say that the emulator listens. */
export const ORIGIN = 'http://127.0.0.1:9229'
/** The shop's domain there. */
export const BASE = `${ORIGIN}/_domain/${SHOP.domain}`
/** How the shop's client with a secret says who it is. */
export const BASIC = { authorization: `Basic ${btoa(`web:${SHOP.secret}`)}` }

/** What an endpoint answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Record<string, string>
}

/** A request with an access token. */
export function bearer(token: string | undefined): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } }
}

/** The endpoints of the shop's domain, as tests ask them; `emulator` gives the one of the test that runs. */
export function shopDomain(emulator: () => Emulator) {
  const browser = (origin = ORIGIN) => new TestBrowser(origin, (request) => emulator().fetch(request))

  const send = async (path: string, init: RequestInit = {}, base = BASE): Promise<Answer> => {
    const response = await emulator().fetch(new Request(`${base}${path}`, { redirect: 'manual', ...init }))
    const text = await response.text()
    const json = text.startsWith('{') ? JSON.parse(text) : {}
    return { status: response.status, headers: response.headers, text, json }
  }

  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers })

  /** A code for lee, at a client. */
  const codeFor = async (clientId = 'spa', change: Record<string, string> = {}): Promise<string> => {
    const end = await browser().signIn(authorizeUrl(BASE, { client_id: clientId, ...change }), 'lee', 'Any-password-1')
    return end.url.searchParams.get('code') ?? ''
  }

  const redeem = (code: string, change: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const fields = { grant_type: 'authorization_code', client_id: 'spa', redirect_uri: SHOP.callback, code }
    return form('/oauth2/token', { ...fields, ...change }, headers)
  }

  return { browser, send, form, codeFor, redeem }
}
