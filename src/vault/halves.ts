import type { HalfName } from './protocol.ts'
import { randomHalf } from './randomHalf.ts'

/*
 * The halves of the sealing keys, in cookies that only this origin's pages read. The session's half goes with the browser
 * session, and so does that of the session that is about to begin; the outbox's half lives for the day in which an unconfirmed sign-out is retried; that of sign-ins for the ten
 * minutes in which managed login may answer; that of the devices' secrets as long as browsers let a cookie live, and only
 * where a user pool keeps track of devices.
 */

const sessionCookie = '__Host-curfew-session'
const nextCookie = '__Host-curfew-next'
const outboxCookie = '__Host-curfew-outbox'
const deviceCookie = '__Host-curfew-device'
const outboxSeconds = 86_400
const deviceSeconds = 400 * 86_400
const signInCookie = '__Host-curfew-sign-in'
const signInSeconds = 600

/** Anything else in the cookie was not put there by Curfew, and is as good as nothing. */
const wellFormed = /^[\w-]{22,64}$/

/** The halves as they are now, every one of them. */
export function currentHalves(): Record<HalfName, string | undefined> {
  return {
    session: read(sessionCookie),
    next: read(nextCookie),
    outbox: read(outboxCookie),
    device: read(deviceCookie),
    signIn: read(signInCookie),
  }
}

/**
 * A half for a session that may begin; undefined where the browser keeps no cookies. It is kept beside the session's, so
 * that a session whose page is gone before it could be told that it has begun can still be opened, and ended. One that
 * serves several tries is kept anew for each: another tab's may have taken its place, and gone with that tab's sign-in.
 */
export function newSessionHalf(half: string = randomHalf()): string | undefined {
  if (!navigator.cookieEnabled) return undefined
  write(nextCookie, half, '')
  return half
}

/** Keeps the half of the session that has begun. */
export function keepSessionHalf(half: string): void {
  write(sessionCookie, half, '')
  forgetNextHalf(half)
}

/** Forgets the half of a session that has not begun, or is not to be kept; not that of another that may begin. */
export function forgetNextHalf(half: string): void {
  if (read(nextCookie) === half) write(nextCookie, '', '; Max-Age=0')
}

/** Makes sure that there is a half for the outbox, good for a day from now: `half`, where there is none yet. */
export function keepOutboxHalf(half: string = randomHalf()): void {
  write(outboxCookie, read(outboxCookie) ?? half, `; Max-Age=${outboxSeconds}`)
}

/** Keeps the half of the devices' secrets, for as long as it is used. */
export function keepDeviceHalf(half: string): void {
  write(deviceCookie, half, `; Max-Age=${deviceSeconds}`)
}

/** Makes sure that there is a half for sign-ins at managed login, good for ten minutes from now. Tabs share it. */
export function keepSignInHalf(): void {
  write(signInCookie, read(signInCookie) ?? randomHalf(), `; Max-Age=${signInSeconds}`)
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
