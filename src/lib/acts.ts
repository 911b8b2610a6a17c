import { plural, t } from '@lingui/core/macro'

import { isLost, isUndone } from './actState.ts'
import type { Failure } from './failure.ts'
import { deviceText } from './sessionWords.ts'
import type { UserEnd } from './userStillWorks.ts'
import { told } from './words.ts'

/** A session of a user's that an operator ends, with what its receipt tells of it. `linked` takes along what belongs to it. */
export type SessionAct = {
  do: 'end session'
  id: string
  kind: 'token' | 'sso'
  linked: boolean
  /** The session of this browser ends by it. */
  here?: true | undefined
  clientId?: string | undefined
  startedAt?: Date | undefined
  lastActiveAt?: Date | undefined
  device?: string | undefined
  cameThrough?: string | undefined
}

/** One thing that an operator does to a user. */
export type UserAct =
  | { do: 'disable' | 'sign out' | 'forget devices' | 'reset password' | 'enable' }
  | { do: 'forget device'; key: string; name?: string | undefined }
  | SessionAct

/**
 * Where one of them stands. `already`: Cognito knew the session or the device no more. `not possible`: the pool or the
 * account is not made for it. `not tried`: it was held back, and can still be done.
 */
export type ActState =
  | { state: 'waiting' }
  | { state: 'done'; at: Date; requestId: string; count?: number; afterEnabling?: true }
  | { state: 'already'; at: Date }
  | { state: 'failed'; at: Date; failure: Failure }
  | { state: 'skipped' }
  | { state: 'not possible'; at: Date; failure?: Failure }
  | { state: 'not tried'; why: 'stopped' | 'no connection' | 'no access' | 'the password was not reset' }

/** What the panel of what still works is reckoned from. */
export function endOf(acts: readonly UserAct[]): UserEnd {
  const [first] = acts
  if (first === undefined) return { of: 'enable' }
  switch (first.do) {
    case 'end session':
      return { of: 'end sessions', sessions: acts.flatMap((act) => (act.do === 'end session' ? [act] : [])) }
    case 'forget device':
    case 'forget devices':
      return { of: 'forget device' }
    default:
      return { of: first.do }
  }
}

/**
 * The same for acts of any kinds together: the strongest says it for all of them, and where none ends sessions, each for
 * itself. Who is enabled again can be signed in again by a browser's cookie, as after a sign-out.
 */
export function endsOf(acts: readonly UserAct[]): readonly UserEnd[] {
  const has = (what: UserAct['do']) => acts.some((act) => act.do === what)
  if (has('disable')) return [{ of: has('enable') ? 'sign out' : 'disable' }]
  if (has('sign out')) return [{ of: 'sign out' }]
  if (has('end session')) return [endOf(acts.filter((act) => act.do === 'end session'))]
  const forgets = has('forget device') || has('forget devices')
  return [
    ...(forgets ? [{ of: 'forget device' } as const] : []),
    ...(has('reset password') ? [{ of: 'reset password' } as const] : []),
  ]
}

/** What an act is called. */
export function actTitle(act: UserAct): string {
  switch (act.do) {
    case 'disable':
      return t`Disable the account`
    case 'sign out':
      return t`Sign out everywhere`
    case 'forget devices':
      return t`Forget every device`
    case 'forget device':
      return forgetTitle(act)
    case 'reset password':
      return t`Reset the password`
    case 'enable':
      return t`Enable again`
    case 'end session': {
      const device = deviceText(act.device)
      return t`Sign out ${device}`
    }
    default:
      return act satisfies never
  }
}

function forgetTitle({ name, key }: { name?: string | undefined; key: string }): string {
  const ending = key.slice(-4)
  return name === undefined ? t`Forget the device …${ending}` : t`Forget ${name}`
}

type Shown = { mark: 'none' | 'ending' | 'ended' | 'failed' | 'unknown'; text: string; why: string }

/** How an act stands whose answer was lost, and that this browser's own token has shown to be done. */
export function seenShown(): Shown {
  return {
    mark: 'ended',
    text: t`Done`,
    why: t`Its answer was lost, but Cognito has refused this browser’s own token since: it was done.`,
  }
}

/** How an act stands, in a word and a sentence. `abandoned`: nobody is at work on it any more. */
export function actShown(act: UserAct, at: ActState, abandoned: boolean): Shown {
  switch (at.state) {
    case 'waiting':
      return abandoned
        ? { mark: 'unknown', text: t`Not finished`, why: t`The page was closed before Cognito had answered.` }
        : { mark: 'ending', text: t`Under way`, why: '' }
    case 'done':
      // Nobody has observed it: as in a receipt's header, in jobs and in the activity.
      return { mark: 'unknown', text: t`Accepted`, why: doneWhy(act, at) }
    case 'already':
      return { mark: 'ended', text: t`Done`, why: t`Cognito knew it no more: it had already ended.` }
    case 'failed': {
      const { title, detail } = told(at.failure)
      const why = `${title}. ${detail}`
      return isLost(at) ? { mark: 'unknown', text: t`Not known`, why } : { mark: 'failed', text: t`Failed`, why }
    }
    case 'skipped':
      return { mark: 'none', text: t`Skipped`, why: t`Left out by the operator.` }
    case 'not possible':
      if (!isUndone(act, at)) return { mark: 'none', text: t`Nothing to do`, why: impossibleWhy(act) }
      return { mark: 'unknown', text: t`Not possible`, why: impossibleWhy(act, at.failure?.message) }
    case 'not tried':
      return { mark: 'failed', text: t`Not done`, why: notTried[at.why] }
    default:
      return at satisfies never
  }
}

function doneWhy(act: UserAct, { count, afterEnabling }: Extract<ActState, { state: 'done' }>): string {
  if (afterEnabling) {
    return t`Accepted right after enabling: Cognito resets no password of a disabled account. For a moment the old password worked, so “Sign out everywhere” is done once more after this, where it is among the steps.`
  }
  if (act.do === 'forget devices' && count !== undefined) {
    return plural(count, { one: '# device forgotten.', other: '# devices forgotten.' })
  }
  return t`Accepted by Cognito.`
}

/** Why Cognito cannot do it for the account as it is, or the pool as it is made. */
export function impossibleWhy(act: UserAct, message = ''): string {
  if (act.do === 'forget devices') return t`The pool remembers no device of this user.`
  if (/disabled/i.test(message))
    return t`Cognito resets no password of a disabled account. Enable it, then reset at once.`
  if (/state/i.test(message)) return t`The password cannot be reset in the state that the account is in.`
  return t`Cognito says that there is no way to send the user a code, such as a verified email address.`
}

const notTried = {
  stopped: t`You stopped before it.`,
  'no connection': t`The connection failed before it.`,
  'no access': t`The credentials ran out before it.`,
  'the password was not reset': t`Held back: the old password would let in whoever knows it. It can be enabled all the same.`,
} as const satisfies Record<Extract<ActState, { state: 'not tried' }>['why'], string>
