import type { KeyHalves } from './protocol.ts'

/*
 * The halves of the sealing keys, in cookies that only this origin's pages read. The session's half goes with the browser
 * session; the outbox's half lives for the day in which an unconfirmed sign-out is retried.
 */

const sessionCookie = '__Host-curfew-session'
const outboxCookie = '__Host-curfew-outbox'
const outboxSeconds = 86_400

/** Anything else in the cookie was not put there by Curfew, and is as good as nothing. */
const wellFormed = /^[\w-]{22,64}$/

/** The halves as they are now. */
export function currentHalves(): KeyHalves {
  const session = read(sessionCookie)
  const outbox = read(outboxCookie)
  return { ...(session === undefined ? {} : { session }), ...(outbox === undefined ? {} : { outbox }) }
}

/** A half for a session that may begin; undefined where the browser keeps no cookies. */
export function newSessionHalf(): string | undefined {
  return navigator.cookieEnabled ? randomHalf() : undefined
}

/** Keeps the half of the session that has begun. */
export function keepSessionHalf(half: string): void {
  write(sessionCookie, half, '')
}

/** Makes sure that there is a half for the outbox, good for a day from now. */
export function keepOutboxHalf(): void {
  write(outboxCookie, read(outboxCookie) ?? randomHalf(), `; Max-Age=${outboxSeconds}`)
}

/** Forgets the session's half, unless another session has begun with a new one. */
export function shredSessionHalf(half: string): void {
  if (read(sessionCookie) === half) write(sessionCookie, '', '; Max-Age=0')
}

function read(name: string): string | undefined {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))
  const value = found?.slice(name.length + 1)
  return value !== undefined && wellFormed.test(value) ? value : undefined
}

function write(name: string, value: string, extra: string): void {
  document.cookie = `${name}=${value}; Path=/; Secure; SameSite=Strict${extra}`
}

function randomHalf(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
