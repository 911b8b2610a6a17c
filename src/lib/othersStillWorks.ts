import { t } from '@lingui/core/macro'

import { awsCredentialsMs, type Bound } from './stillWorks.ts'
import type { StillWorksLine } from './stillWorksWords.ts'

/** Longest an access or ID token can live in any pool: one day (cognito-facts part 4). */
const longestTokenLifetimeMs = 86_400_000

/** What is known of a session elsewhere that matters for what goes on working after it has ended. */
export type SessionElsewhere = {
  kind: 'token' | 'sso'
  clientId?: string
  startedAt?: Date
  /** Of a token session: its last refresh, with which its newest tokens were issued. */
  lastActiveAt?: Date
  cameThrough?: string
  /** It is the sign-in that this browser's own session came through, or has come through that as well. */
  ofThisBrowser?: boolean
}

/** What this browser's own session tells about the others'. */
export type OwnTokens = { clientId: string; tokenLifetimeMs: number; identityPool: boolean }

/**
 * The sessions that end when some are ended: themselves, and with each that is `linked` what came through it, or the
 * browser's sign-in that it came through (cognito-facts part 11).
 */
export function endedWith<S extends { id: string; cameThrough?: string }>(
  targets: readonly S[],
  linked: ReadonlySet<string>,
  sessions: readonly S[],
): readonly S[] {
  const signIns = new Set(
    sessions.flatMap(({ id, cameThrough }) => (linked.has(id) && cameThrough ? [cameThrough] : [])),
  )
  const ids = new Set(targets.map(({ id }) => id))
  const along = sessions.filter(
    ({ id, cameThrough }) => signIns.has(id) || (cameThrough !== undefined && linked.has(cameThrough)),
  )
  return [...targets, ...along.filter(({ id }) => !ids.has(id))]
}

/**
 * Until when servers that check offline take the tokens of sessions elsewhere: their newest were issued when they were
 * last active, unless they were renewed since the list was read. Of this app client the lifetime is known from its own
 * tokens, as it is set now; of another it is a day at most.
 * @param now Cognito's clock
 */
export function offlineUntil(
  sessions: readonly SessionElsewhere[],
  own: OwnTokens,
  now: Date,
): { at: Date; bound: Bound } | undefined {
  const ends = sessions
    .filter(({ kind }) => kind === 'token')
    .map(({ clientId, lastActiveAt, startedAt }) => {
      const known = clientId === own.clientId
      const lifetimeMs = known ? own.tokenLifetimeMs : longestTokenLifetimeMs
      const at = new Date((lastActiveAt ?? startedAt ?? now).getTime() + lifetimeMs)
      if (known && at > now) return { at, bound: 'about' as const }
      return { at: new Date(now.getTime() + lifetimeMs), bound: 'at most' as const }
    })
  return ends.reduce<(typeof ends)[number] | undefined>(
    (last, end) => (last === undefined || end.at > last.at ? end : last),
    undefined,
  )
}

/**
 * What still works after sessions elsewhere were ended, and until when, in words.
 * @param signInsEnded ids of the SSO sessions that were ended with them
 * @param preview speaks of what will be
 * @param along what of them ended with another session, and was not asked for by itself
 */
export function othersStillWork(
  sessions: readonly SessionElsewhere[],
  own: OwnTokens,
  signInsEnded: ReadonlySet<string>,
  now: Date,
  preview: boolean,
  along: { tokens?: boolean; signIns?: boolean } = {},
): readonly StillWorksLine[] {
  const tokens = sessions.filter(({ kind }) => kind === 'token')
  const lines: StillWorksLine[] = []
  // Of what ends along the list of what was asked for shows nothing.
  const unseen = along.tokens ? { unseen: true as const } : {}
  const future = preview || along.tokens === true
  if (tokens.length > 0) {
    lines.push(
      {
        title: t`New tokens by refresh`,
        why: future ? t`Their refresh tokens will be refused` : t`Their refresh tokens are refused`,
        state: 'over',
        ...unseen,
      },
      {
        title: t`Cognito’s own user operations`,
        why: future
          ? t`Their access tokens will be refused at Cognito; this session’s are not touched`
          : t`Their access tokens are refused at Cognito; this session’s are not touched`,
        state: 'over',
        ...unseen,
      },
    )
    const until = offlineUntil(tokens, own, now)
    if (until !== undefined) lines.push(offlineLine(until))
    if (own.identityPool) lines.push(awsLine(preview, now))
  }
  const [here, there] = [sessions.filter(isOfThisBrowser), sessions.filter((session) => !isOfThisBrowser(session))]
  lines.push(...cookieLine(here, true, signInsEnded, preview, along.signIns === true))
  lines.push(...cookieLine(there, false, signInsEnded, preview, along.signIns === true))
  return lines
}

const isOfThisBrowser = ({ ofThisBrowser }: SessionElsewhere) => ofThisBrowser === true

/** What becomes of managed login's cookie in this browser, or in the others, with what ended there. */
function cookieLine(
  sessions: readonly SessionElsewhere[],
  here: boolean,
  signInsEnded: ReadonlySet<string>,
  preview: boolean,
  unseen: boolean,
): readonly StillWorksLine[] {
  const title = here ? t`Managed-login cookie in this browser` : t`Managed-login cookie in the other browser`
  const left = sessions.some(
    ({ kind, cameThrough }) => kind === 'token' && cameThrough !== undefined && !signInsEnded.has(cameThrough),
  )
  if (left) {
    const why = t`The sign-in it came through lives on, and can sign it back in without a password`
    return [{ title, why, state: 'stays' }]
  }
  if (sessions.every(({ kind }) => kind === 'token')) return []
  const future = preview || unseen
  const why = here ? passwordHere(future) : passwordThere(future)
  return [{ title, why, state: 'over', ...(unseen ? { unseen: true } : {}) }]
}

const passwordHere = (future: boolean) =>
  future
    ? t`It will sign nobody in any more; the next sign-in here asks for the password`
    : t`It signs nobody in any more; the next sign-in here asks for the password`

const passwordThere = (future: boolean) =>
  future
    ? t`It will sign nobody in any more; the next sign-in there asks for the password`
    : t`It signs nobody in any more; the next sign-in there asks for the password`

/**
 * What still works of sessions on a device of the person's that is to be forgotten: refresh tokens are bound to it and
 * end with it, access tokens live on (cognito-facts part 5).
 * @param identityPool whether AWS credentials could have been obtained there
 * @param now Cognito's clock
 */
export function forgottenStillWork(identityPool: boolean, now: Date): readonly StillWorksLine[] {
  const latest = { at: new Date(now.getTime() + longestTokenLifetimeMs), bound: 'at most' as const }
  return [
    {
      title: t`New tokens by refresh`,
      why: t`Refresh tokens that are bound to the device will be refused`,
      state: 'over',
    },
    {
      title: t`Cognito’s own user operations`,
      why: t`Access tokens from before are still accepted; ending the session ends them`,
      state: 'until',
      until: latest.at,
      bound: latest.bound,
    },
    offlineLine(latest),
    ...(identityPool ? [awsLine(true, now)] : []),
  ]
}

function offlineLine({ at, bound }: { at: Date; bound: Bound }): StillWorksLine {
  const why =
    bound === 'at most'
      ? t`They may have been renewed since the list was read, or given a day; nothing can end them earlier`
      : t`Reckoned from their last renewal; nothing can end this earlier`
  return { title: t`Servers that check tokens offline`, why, state: 'until', until: at, bound }
}

function awsLine(preview: boolean, now: Date): StillWorksLine {
  return {
    title: t`AWS credentials obtained through the identity pool`,
    why: preview
      ? t`If any were obtained there: no sign-out ends them`
      : t`If any were obtained there, they expire by themselves`,
    state: 'until',
    until: new Date(now.getTime() + awsCredentialsMs),
    bound: 'at most',
  }
}
