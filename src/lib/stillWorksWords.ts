import { t } from '@lingui/core/macro'
import type { Bound, Provider, SignOutKind, StillWorks } from './stillWorks.ts'

/** A line of "What still works, and until when" in words. */
export type StillWorksLine = {
  /** Which of the reckoned rows it is; other lines have none. */
  what?: StillWorks['what']
  title: string
  why: string
  /**
   * `over`: it is ended by what is done, or was. `ending` and `accepted` are the same before anybody has seen it: still
   * looked for, or not any more. `expired`: its time is over, whatever is done. `until`: it works until a time. `stays`:
   * nothing here ends it. `unused`: not part of this. `asked`: it was asked to end at a time, which nothing here can see.
   */
  state: 'over' | 'ending' | 'accepted' | 'expired' | 'until' | 'stays' | 'unused' | 'asked'
  /** Of what is over: what proves the act shows nothing of it. */
  unseen?: true
  until?: Date
  at?: Date
  bound?: Bound
}

const titles: Record<Exclude<StillWorks['what'], 'provider'>, string> = {
  refresh: t`New tokens by refresh`,
  operations: t`Cognito’s own user operations`,
  offline: t`Servers that check tokens offline`,
  'other devices': t`The same, for your other devices`,
  'aws credentials': t`AWS credentials obtained through the identity pool`,
  'other credentials': t`AWS credentials that other apps and devices obtained`,
  'managed login': t`Managed-login cookie in this browser`,
  'other browsers': t`Managed-login cookie in your other browsers`,
}

/** Puts the reckoning into words. `preview` speaks of what will be, a receipt of what is. */
export function stillWorksLines(
  rows: readonly StillWorks[],
  kind: SignOutKind,
  preview: boolean,
): readonly StillWorksLine[] {
  return rows.map(({ what, works, provider, mayBeOver = false }) => ({
    what,
    ...(what === 'provider'
      ? providerWords(provider)
      : {
          title: titles[what],
          why:
            mayBeOver && (works.state === 'until' || works.state === 'stays')
              ? unsure(mayBeOver)
              : why(what, works.state, kind, preview),
        }),
    ...stateOf(what, works),
  }))
}

function unsure(mayBeOver: true | 'not observed'): string {
  return mayBeOver === true ? t`No answer arrived` : t`Accepted, but not observed`
}

/** What people know a provider of the public as; any other has the name that the pool's administrators gave it. */
const publicNames = new Map([
  ['LoginWithAmazon', 'Amazon'],
  ['SignInWithApple', 'Apple'],
])

function providerWords(provider: Provider | undefined) {
  if (provider === undefined) return { title: t`Your session at the provider`, why: providerWhy(false, false) }
  const name = publicNames.get(provider.name) ?? provider.name
  return { title: t`Your session at ${name}`, why: providerWhy(provider.saml, provider.linked) }
}

function providerWhy(saml: boolean, linked: boolean): string {
  if (saml) {
    return linked
      ? t`If you came through it, it can let you in here again without a password; managed login’s logout page ends that only where this user pool is set up to pass it on`
      : t`It can let you in here again without a password; managed login’s logout page ends that only where this user pool is set up to pass it on`
  }
  return linked
    ? t`If you came through it, it can let you in here again without a password; sign out there as well to end that`
    : t`It can let you in here again without a password; sign out there as well to end that`
}

/** Nothing here ends them but their time. */
const endByTime = new Set<StillWorks['what']>(['offline', 'other devices', 'aws credentials', 'other credentials'])

function stateOf(
  what: StillWorks['what'],
  works: StillWorks['works'],
): Pick<StillWorksLine, 'state' | 'until' | 'at' | 'bound'> {
  switch (works.state) {
    case 'no':
      return { state: endByTime.has(what) ? 'expired' : 'over' }
    case 'stays':
      return { state: 'stays' }
    case 'not used':
      return { state: 'unused' }
    case 'asked':
      return { state: 'asked', at: works.at }
    case 'until':
      return { state: 'until', until: works.at, bound: works.bound }
    default:
      return works satisfies never
  }
}

function why(
  what: keyof typeof titles,
  state: StillWorks['works']['state'],
  kind: SignOutKind,
  preview: boolean,
): string {
  const over = state === 'no'
  switch (what) {
    case 'refresh':
      // Of a default nobody knows whether it is over (cognito-facts part 4).
      if (state === 'stays') return t`Its 30 days are a default, and over; an app client may give it up to ten years`
      if (!over) return t`Cognito still accepts the refresh token`
      return preview ? t`The refresh token will be refused` : t`The refresh token is refused`
    case 'operations':
      if (!over) return t`Cognito still accepts the access token`
      return operationsWhy(kind, preview)
    case 'offline':
      return over
        ? t`The access and ID tokens have expired`
        : t`API Gateway and others that look only at signature and expiry; nothing can end this earlier`
    case 'other devices':
      return t`Tokens issued elsewhere may have been given a day at most`
    case 'other credentials':
      return t`If any were obtained through the identity pool: no sign-out ends them`
    case 'aws credentials':
      return over ? t`They have expired` : t`No sign-out ends them; they expire by themselves`
    case 'managed login':
      return cookieWhy(state, preview)
    case 'other browsers':
      return t`For up to an hour from its sign-in it signs you back in without a password, or for an app client’s own minutes where the pool tracks sessions; ending the browser’s session ends it`
    default:
      return what satisfies never
  }
}

function operationsWhy(kind: SignOutKind, preview: boolean): string {
  if (kind === 'everywhere')
    return preview ? t`Will be refused for every session of yours` : t`Refused for every session of yours`
  return preview
    ? t`Will be refused for this session; your other devices stay signed in`
    : t`Refused for this session; your other devices stay signed in`
}

/** What becomes of managed login's cookie where the sign-in that it stands for ends. */
export const cookieEnds = t`It will no longer sign you in here without a password`

function cookieWhy(state: StillWorks['works']['state'], preview: boolean): string {
  switch (state) {
    case 'no':
      return preview ? cookieEnds : t`It no longer signs you in here without a password`
    case 'asked':
      return t`This browser was sent through managed login’s logout page and came back; whether the cookie is gone cannot be seen from here`
    case 'not used':
      return t`Not used in this session`
    case 'until':
      return t`It can sign you back in without a password; ending tokens does not end it`
    case 'stays':
      return t`By default its hour is over; where the pool tracks sessions, an app client may take it for up to 90 days`
    default:
      return state satisfies never
  }
}
