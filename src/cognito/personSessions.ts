import {
  ListUserSessionsCommand,
  RevokeUserSessionCommand,
  type SessionDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider'

import { type Failure, failureOf } from '../lib/failure.ts'
import { type Accepted, acceptedFrom } from './accepted.ts'
import { type Place, identityProvider } from './clients.ts'
import { call } from './failures.ts'

/** A session as Cognito lists it (cognito-facts part 11). What Cognito does not know, or calls `unknown`, is absent. */
export type SessionRecord = {
  /** 28 small letters and digits, `tkn` or `sso` first. */
  id: string
  kind: 'token' | 'sso'
  /** The session that the asking access token belongs to. */
  here: boolean
  clientId?: string
  startedAt?: Date
  lastActiveAt?: Date
  /** From the user agent, such as `Chrome 125 / macOS 15.0`. At most 1,024 characters of anybody's choosing. */
  device?: string
  address?: string
  city?: string
  country?: string
  /** The SSO session that a token session came through. */
  cameThrough?: string
}

/** What could be read of the list; `missing` says why there is more that could not. */
export type SessionRecords = { sessions: readonly SessionRecord[]; missing?: Failure }

/** A person's operations on their own sessions. */
export type PersonSessions = ReturnType<typeof personSessions>

/** A page has at most 125 sessions and a user at most 100 token sessions: what goes on beyond this is going in circles. */
const mostPages = 20

/** A person's operations on their own sessions, authorized by an access token. Every method throws only Failed. */
export function personSessions(place: Place) {
  const thrice = identityProvider(place, { attempts: 3 })
  const outlivingTheTab = identityProvider(place, { attempts: 3, keepalive: true })

  const page = async (AccessToken: string, NextToken: string | undefined) => {
    const answer = await call('ListUserSessions', (abortSignal) =>
      thrice.send(new ListUserSessionsCommand({ AccessToken, NextToken }), { abortSignal }),
    )
    return { sessions: (answer.Sessions ?? []).flatMap(recordFrom), next: given(answer.NextToken) }
  }

  return {
    /**
     * All the user's active sessions, across all app clients and of both kinds, page after page. Eventually consistent.
     * Throws when the first page fails; a later page that fails leaves the list `missing` something.
     */
    async list(accessToken: string): Promise<SessionRecords> {
      const first = await page(accessToken, undefined)
      // A session that moves to another page while the list is read is listed twice.
      const found = new Map(first.sessions.map((session) => [session.id, session]))
      let { next } = first
      for (let pages = 1; next !== undefined && pages < mostPages; pages += 1) {
        try {
          const more = await page(accessToken, next)
          for (const session of more.sessions) found.set(session.id, session)
          next = more.next
        } catch (error) {
          return { sessions: [...found.values()], missing: failureOf(error, 'ListUserSessions') }
        }
      }
      return { sessions: [...found.values()] }
    },

    /**
     * Ends one other session of the user, with its refresh and access tokens. A repeat after a lost answer is safe: the
     * record is gone then, and Cognito says ResourceNotFoundException. Survives the tab.
     * @param linked takes along what is linked to it: the parent SSO session, or the token sessions that came through it
     */
    async revoke(accessToken: string, sessionId: string, linked: boolean): Promise<Accepted> {
      const answer = await call('RevokeUserSession', (abortSignal) =>
        outlivingTheTab.send(
          new RevokeUserSessionCommand({
            AccessToken: accessToken,
            SessionId: sessionId,
            RevokeAssociatedSessions: linked ? 'LINKED' : 'NONE',
          }),
          { abortSignal },
        ),
      )
      return acceptedFrom(answer.$metadata)
    },
  }
}

/** A session without an id is none that anything could be done with. */
function recordFrom(session: SessionDescriptionType): SessionRecord[] {
  const id = given(session.SessionId)
  if (id === undefined) return []
  const { LastLocation: place } = session
  return [
    {
      id,
      kind: session.SessionType === 'SSO' ? 'sso' : 'token',
      here: session.IsCurrentSession === true,
      ...present('clientId', given(session.ClientId)),
      ...present('startedAt', session.CreateDate),
      ...present('lastActiveAt', session.LastActiveDate),
      ...present('device', known(session.DeviceType)),
      ...present('address', known(session.LastIPAddress)),
      ...present('city', known(place?.City)),
      ...present('country', known(place?.Country)),
      ...present('cameThrough', given(session.OriginSessionId)),
    },
  ]
}

/** JSON's null comes through the SDK as it is. */
function given(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text
}

function known(text: string | null | undefined): string | undefined {
  const value = given(text)?.trim()
  return value === '' || value?.toLowerCase() === 'unknown' ? undefined : value
}

function present<Name extends string, Value>(name: Name, value: Value | null | undefined): { [Key in Name]?: Value } {
  const found: { [Key in Name]?: Value } = {}
  if (value !== undefined && value !== null) found[name] = value
  return found
}
