import { t } from '@lingui/core/macro'

import type { Bound } from './stillWorks.ts'
import type { StillWorksLine } from './stillWorksWords.ts'
import { durationText } from './time.ts'

/** Longest an access or ID token can live in any pool: one day (cognito-facts part 4). */
const dayMs = 86_400_000

/** Longest that AWS credentials from an identity pool live, and a managed-login cookie without other settings. */
const hourMs = 3_600_000

/** What an operator did to a user, as far as it matters for what goes on working. */
export type UserEnd =
  | { of: 'sign out' | 'disable' | 'reset password' | 'forget device' | 'enable' }
  | {
      of: 'end sessions'
      sessions: readonly {
        id: string
        kind: 'token' | 'sso'
        linked: boolean
        startedAt?: Date | undefined
        /** Of a token session: its last refresh, with which its newest tokens were issued. */
        lastActiveAt?: Date | undefined
        cameThrough?: string | undefined
      }[]
    }

/**
 * What still works after an operator has done something to a user, and until when: of that user's tokens nothing is
 * known here but how long they live at the longest.
 * @param longestMs the longest lifetime of access and ID tokens in the user's pool, where it could be read
 * @param now Cognito's clock
 * @param preview speaks of what will be
 */
export function userStillWork(
  end: UserEnd,
  longestMs: number | undefined,
  now: Date,
  preview: boolean,
): readonly StillWorksLine[] {
  switch (end.of) {
    case 'sign out':
      return [
        refresh(ofUser(preview)),
        operations(t`For every session of the user, in every app of the pool`),
        offline(now, longestMs, now),
        awsCredentials(now),
        ...outOfReach(now),
      ]
    case 'disable':
      return [
        refresh(ofUser(preview)),
        operations(t`For every session of the user; enabling again revives none`),
        offline(now, longestMs, now),
        awsCredentials(now),
        {
          title: t`Managed-login cookie in the user’s browsers`,
          why: t`It will lead to the sign-in page`,
          state: 'over',
          unseen: true,
        },
      ]
    case 'reset password':
      return [
        {
          title: t`Sessions that are under way`,
          why: t`A reset ends none of them. Sign the user out everywhere too where somebody else may be in`,
          state: 'stays',
        },
      ]
    case 'forget device':
      return [
        refresh(
          preview
            ? t`Refresh tokens that are bound to the device will be refused`
            : t`Refresh tokens that are bound to the device are refused`,
        ),
        {
          title: t`Cognito’s own user operations`,
          why: t`Access tokens from before are still accepted; ending the session ends them`,
          ...until(now, longestMs, now),
        },
        offline(now, longestMs, now),
        awsCredentials(now),
      ]
    case 'end sessions':
      return sessionLines(end.sessions, longestMs, now, preview)
    case 'enable':
      return []
    default:
      return end satisfies never
  }
}

function sessionLines(
  sessions: Extract<UserEnd, { of: 'end sessions' }>['sessions'],
  longestMs: number | undefined,
  now: Date,
  preview: boolean,
): readonly StillWorksLine[] {
  const tokens = sessions.filter(({ kind }) => kind === 'token')
  const taken = sessions.filter(({ linked }) => linked)
  const throughBrowser = taken.some(({ kind }) => kind === 'sso')
  const lines: StillWorksLine[] = []
  if (tokens.length > 0 || throughBrowser) {
    // A session's newest tokens were issued when it was last active, unless that was since the list was read.
    const active = tokens.map(({ lastActiveAt, startedAt }) => (lastActiveAt ?? startedAt ?? now).getTime())
    const last = throughBrowser ? now : new Date(Math.max(...active))
    lines.push(
      refresh(
        preview ? t`The refresh tokens of what ends will be refused` : t`The refresh tokens of what ends are refused`,
      ),
      operations(t`For what ends; other sessions of the user are not touched`),
      offline(last, longestMs, now),
      awsCredentials(now),
    )
  }
  const gone = new Set(
    sessions.flatMap(({ id, kind, linked, cameThrough = '' }) => [
      ...(kind === 'sso' ? [id] : []),
      ...(linked ? [cameThrough] : []),
    ]),
  )
  const left = tokens.some(({ cameThrough }) => cameThrough !== undefined && !gone.has(cameThrough))
  const title = t`Managed-login cookie in that browser`
  if (left) {
    lines.push({ title, why: t`The sign-in it came through lives on, and can sign it back in`, state: 'stays' })
  } else if (gone.size > 0) {
    lines.push({ title, why: t`The next sign-in there will ask for the password`, state: 'over', unseen: true })
  }
  return lines
}

function ofUser(preview: boolean): string {
  return preview ? t`All refresh tokens of the user will be refused` : t`All refresh tokens of the user are refused`
}

function refresh(why: string): StillWorksLine {
  return { title: t`New tokens by refresh`, why, state: 'over' }
}

function operations(why: string): StillWorksLine {
  return { title: t`Cognito’s own user operations`, why, state: 'over' }
}

function offline(issuedAt: Date, longestMs: number | undefined, now: Date): StillWorksLine {
  const title = t`Servers that check tokens offline`
  const ends = until(issuedAt, longestMs, now)
  if (longestMs === undefined) {
    return { title, why: t`Tokens may have been given a day; nothing can end them earlier`, ...ends }
  }
  const duration = durationText(longestMs)
  const why = t`This pool’s tokens live ${duration} at the longest; nothing can end them earlier`
  return { title, why, ...ends }
}

/** Tokens that were issued when the list said end about then; those of whoever may have renewed them since, at most later. */
function until(
  issuedAt: Date,
  longestMs: number | undefined,
  now: Date,
): { state: 'until'; until: Date; bound: Bound } {
  const lifetimeMs = longestMs ?? dayMs
  const at = new Date(issuedAt.getTime() + lifetimeMs)
  if (issuedAt < now && at > now) return { state: 'until', until: at, bound: 'about' }
  return { state: 'until', until: new Date(now.getTime() + lifetimeMs), bound: 'at most' }
}

function awsCredentials(now: Date): StillWorksLine {
  return {
    title: t`AWS credentials obtained through an identity pool`,
    why: t`If the user has any: no sign-out ends them; they expire by themselves`,
    state: 'until',
    until: new Date(now.getTime() + hourMs),
    bound: 'at most',
  }
}

/** What nothing that is done to a user's tokens ends. */
export function outOfReach(now: Date): readonly StillWorksLine[] {
  return [
    {
      title: t`Managed-login cookie in the user’s browsers`,
      why: t`For up to an hour from its sign-in it signs back in without a password, or for an app client’s own minutes where the pool tracks sessions; ending the browser’s session ends it`,
      state: 'until',
      until: new Date(now.getTime() + hourMs),
      bound: 'about',
    },
    {
      title: t`The upstream provider’s session`,
      why: t`Where the user signs in through SAML, Google or another provider: nothing here ends that`,
      state: 'stays',
    },
  ]
}
