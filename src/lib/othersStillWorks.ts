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
 * last active. Of this app client the lifetime is known from its own tokens, as it is set now; of another it is a day
 * at most.
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
      const issuedAt = lastActiveAt ?? startedAt ?? now
      const lifetimeMs = known ? own.tokenLifetimeMs : longestTokenLifetimeMs
      return { at: new Date(issuedAt.getTime() + lifetimeMs), bound: known ? ('about' as const) : ('at most' as const) }
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
 */
export function othersStillWork(
  sessions: readonly SessionElsewhere[],
  own: OwnTokens,
  signInsEnded: ReadonlySet<string>,
  now: Date,
  preview: boolean,
): readonly StillWorksLine[] {
  const tokens = sessions.filter(({ kind }) => kind === 'token')
  const browsers = sessions.filter(({ kind }) => kind === 'sso')
  const lines: StillWorksLine[] = []
  if (tokens.length > 0) {
    lines.push(
      {
        title: t`New tokens by refresh`,
        why: preview ? t`Their refresh tokens will be refused` : t`Their refresh tokens are refused`,
        state: 'over',
      },
      {
        title: t`Cognito’s own user operations`,
        why: t`Their access tokens are refused at Cognito; this session’s are not touched`,
        state: 'over',
      },
      offlineLine(offlineUntil(tokens, own, now), now),
    )
    if (own.identityPool) lines.push(awsLine(preview, now))
  }
  const left = tokens.some(({ cameThrough }) => cameThrough !== undefined && !signInsEnded.has(cameThrough))
  if (left) {
    lines.push({
      title: t`Managed-login cookie in the other browser`,
      why: t`The sign-in it came through lives on, and can sign it back in without a password`,
      state: 'stays',
    })
  } else if (browsers.length > 0) {
    lines.push({
      title: t`Managed-login cookie in the other browser`,
      why: t`It signs nobody in any more; the next sign-in there asks for the password`,
      state: 'over',
    })
  }
  return lines
}

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
    offlineLine(latest, now),
    ...(identityPool ? [awsLine(true, now)] : []),
  ]
}

function offlineLine(until: { at: Date; bound: Bound } | undefined, now: Date): StillWorksLine {
  const title = t`Servers that check tokens offline`
  if (until === undefined || until.at.getTime() <= now.getTime()) {
    return { title, why: t`Their access and ID tokens have expired`, state: 'expired' }
  }
  const why =
    until.bound === 'at most'
      ? t`Another app’s tokens may have been given a day from their last renewal; nothing can end them earlier`
      : t`Reckoned from their last renewal; nothing can end this earlier`
  return { title, why, state: 'until', until: until.at, bound: until.bound }
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
