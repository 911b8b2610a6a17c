import type { ListUserSessionsResponse, RevokeAssociatedSessionsType } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'
import { pageOf } from './paging.ts'
import { notTracking } from './SessionConfigurations.ts'
import { sessionDescription, type TrackedSession } from './TrackedSessions.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** [D] The longest page of sessions. */
const PAGE = 125

/** The user's active sessions of both kinds. `current` is the event id of the access token that asks, if one does. */
export function listUserSessions(
  world: World,
  user: User,
  token: string | undefined,
  current?: string,
): ListUserSessionsResponse {
  const { clock, configurations, surroundings, tracked } = world
  if (!configurations.isTracking(user.poolId)) {
    if (surroundings.untrackedSessions === 'empty') return { Sessions: [] }
    throw notTracking(user.poolId)
  }
  const nowMs = clock.nowMs()
  const all = tracked.of(user).filter((record) => nowMs >= record.listedFromMs && isLive(world, user, record))
  const { items, next } = pageOf({
    of: `ListUserSessions ${user.poolId} ${user.sub}`,
    token,
    limit: PAGE,
    nowMs,
    read: (after, limit) => all.filter(({ id }) => after === undefined || id > after).slice(0, limit),
    key: ({ id }) => id,
  })
  return { Sessions: items.map((record) => sessionDescription(record, record.of === current)), NextToken: next }
}

/**
 * Ends one session of the user's, tokens without `origin_jti` included [?], and deletes its record. LINKED takes the
 * parent of a token session along, or the children of an SSO session, within the few seconds that this takes [D].
 * ResourceNotFoundException for an id that is not one of the user's active sessions [?], InvalidParameterException for
 * the caller's own [?]; the words are ours.
 */
export function revokeUserSession(
  world: World,
  user: User,
  id: string,
  associated: RevokeAssociatedSessionsType | undefined,
  current?: string,
): void {
  const { clock, configurations, surroundings, tracked } = world
  const isTracking = configurations.isTracking(user.poolId)
  if (!isTracking && surroundings.untrackedSessions === 'refused') throw notTracking(user.poolId)
  const record = isTracking ? tracked.find(user, id) : undefined
  if (!record || !isLive(world, user, record)) {
    throw new CognitoError('ResourceNotFoundException', 'Session does not exist.')
  }
  if (record.of === current) {
    throw new CognitoError(
      'InvalidParameterException',
      'The current session cannot be revoked by its own access token.',
    )
  }
  endRecord(world, record, clock.nowMs())
  if (associated !== 'LINKED') return
  const laterMs = clock.nowMs() + surroundings.sessionDelayMs
  for (const other of tracked.of(user)) {
    if (other.id === record.originSessionId || other.originSessionId === id) endRecord(world, other, laterMs)
  }
}

/** RevokeToken with LINKED: ends the SSO session that the token session came through, if there is one [D]. */
export function endParentSession(world: World, eventId: string): void {
  const { clock, sessions, surroundings, tracked } = world
  const found = sessions.recordOf(eventId)
  const parent =
    found?.record.originSessionId === undefined ? undefined : tracked.find(found.user, found.record.originSessionId)
  if (parent) endRecord(world, parent, clock.nowMs() + surroundings.sessionDelayMs)
}

function isLive({ sessions, sso }: World, user: User, record: TrackedSession): boolean {
  return record.type === 'SSO' ? sso.isActive(record.of) : sessions.isLive(record.of, user)
}

/** Ends a session at that time; its record goes with it. */
function endRecord({ clock, sessions, sso, tracked }: World, record: TrackedSession, atMs: number): void {
  if (record.type === 'SSO') sso.end(record.of, atMs)
  else sessions.end(record.of, atMs)
  if (atMs <= clock.nowMs()) tracked.delete(record)
}
