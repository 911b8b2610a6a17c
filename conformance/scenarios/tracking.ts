import { type Answer, member, said } from '../Answer.ts'
import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import type { Session } from '../Session.ts'
import { lines } from './lines.ts'

interface Listed {
  readonly SessionId: string
  readonly SessionType: string
  readonly IsCurrentSession: boolean
}

const off = '400 OperationNotEnabledException: Session tracking is not enabled for user pool <pool>.'
const UNKNOWN = `tkn${'0'.repeat(25)}`

function listed(answer: Answer): Listed[] {
  const all = member(answer, 'Sessions')
  return Array.isArray(all) ? all : []
}

const own = async (ground: Ground, session: Session) =>
  listed(await ground.openStep('ListUserSessions', { AccessToken: session.access }))
const others = async (ground: Ground, Username: string) =>
  listed(await ground.step('AdminListUserSessions', { Username }))

/** A scenario for which the pool tracks sessions. */
function tracked(
  scenario: Omit<Scenario, 'needs' | 'observe'> & { observe: (ground: Ground) => Promise<readonly string[]> },
): Scenario {
  return {
    ...scenario,
    async observe(ground) {
      await ground.track('ENABLED')
      try {
        return await scenario.observe(ground)
      } finally {
        await ground.track('DISABLED')
      }
    },
  }
}

/** Two sessions of somebody's, at one client, after they can be listed. */
const two = async (ground: Ground) => {
  const mine = await ground.session()
  const other = await ground.signIn(mine.app, mine.person)
  await ground.settle()
  const id = (await own(ground, mine)).find(({ IsCurrentSession }) => !IsCurrentSession)?.SessionId ?? ''
  ground.discretion.name(id, '<session>')
  return { mine, other, id, Username: mine.person.username }
}

/** Session tracking. */
export const tracking: readonly Scenario[] = [
  {
    name: 'tracking/defaults',
    claim: 'a pool that was never configured tracks nothing and would have 20 sessions, a client 60 minutes',
    marks: ['D'],
    needs: ['own pool'],
    expected: ['"DISABLED" 20', '60'],
    async observe(ground) {
      const other = await ground.newPool()
      const pool = await ground.step('GetUserPoolSessionConfiguration', { UserPoolId: other })
      const { id: ClientId } = await ground.app()
      const client = await ground.step('GetUserPoolClientSessionConfiguration', { ClientId })
      const max = JSON.stringify(member(pool, 'TokenSession.MaxPerUser'))
      return [
        `${JSON.stringify(member(pool, 'UserSessionTracking'))} ${max}`,
        JSON.stringify(member(client, 'SSOSession.MaxValidityMinutes')),
      ]
    },
  },
  {
    name: 'tracking/off',
    claim: 'while tracking is off, listing and revoking are OperationNotEnabledException',
    marks: ['?'],
    expected: [off, off, off, off],
    async observe(ground) {
      await ground.track('DISABLED')
      const session = await ground.session()
      const { username: Username } = session.person
      const mine = { AccessToken: session.access }
      return [
        await ground.says('ListUserSessions', mine),
        await ground.adminSays('AdminListUserSessions', { Username }),
        await ground.says('RevokeUserSession', { ...mine, SessionId: UNKNOWN }),
        await ground.adminSays('AdminRevokeUserSession', { Username, SessionId: UNKNOWN }),
      ]
    },
  },
  {
    name: 'tracking/client-minutes-while-off',
    claim: 'while tracking is off a client has no minutes to set',
    marks: ['D', '?'],
    expected: [off],
    async observe(ground) {
      await ground.track('DISABLED')
      const SSOSession = { MaxValidityMinutes: 5 }
      const { id: ClientId } = await ground.newApp()
      return [await ground.adminSays('SetUserPoolClientSessionConfiguration', { ClientId, SSOSession })]
    },
  },
  tracked({
    name: 'tracking/lists',
    claim: 'every session is listed, with an id of 28 characters; to its own access token it is the current one',
    marks: ['D'],
    expected: ['TOKEN false tkn 28', 'TOKEN true tkn 28', 'TOKEN false tkn 28', 'TOKEN false tkn 28'],
    async observe(ground) {
      const { mine, Username } = await two(ground)
      const line = ({ SessionType, IsCurrentSession, SessionId }: Listed) =>
        `${SessionType} ${IsCurrentSession} ${SessionId.slice(0, 3)} ${SessionId.length}`
      const [seen, shown] = [await own(ground, mine), await others(ground, Username)]
      return [...seen.map(line).toSorted(), ...shown.map(line).toSorted()]
    },
  }),
  tracked({
    name: 'tracking/revoke-another',
    claim: 'RevokeUserSession ends the tokens of the session that it names, and its record',
    marks: ['D'],
    expected: ['200 {}', ...lines.ended, ...lines.alive, 'listed 1'],
    async observe(ground) {
      const { mine, other, id } = await two(ground)
      const revoked = await ground.says('RevokeUserSession', { AccessToken: mine.access, SessionId: id })
      await ground.settle()
      const left = await own(ground, mine)
      return [revoked, ...(await other.vitals()), ...(await mine.vitals()), `listed ${left.length}`]
    },
  }),
  tracked({
    name: 'tracking/revoke-own',
    claim: 'the session of the access token itself is InvalidParameterException, and lives on',
    marks: ['D', '?'],
    expected: [
      '400 InvalidParameterException: The current session cannot be revoked by its own access token.',
      ...lines.alive,
    ],
    async observe(ground) {
      const { mine } = await two(ground)
      const id = (await own(ground, mine)).find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId
      const refused = await ground.says('RevokeUserSession', { AccessToken: mine.access, SessionId: id })
      return [refused, ...(await mine.vitals())]
    },
  }),
  tracked({
    name: 'tracking/revoke-unknown',
    claim: "a session that there is not, or that is another person's, is ResourceNotFoundException",
    marks: ['?'],
    expected: [
      '400 ResourceNotFoundException: Session does not exist.',
      '400 ResourceNotFoundException: Session does not exist.',
    ],
    async observe(ground) {
      const { mine, id } = await two(ground)
      const stranger = await ground.session()
      return [
        await ground.says('RevokeUserSession', { AccessToken: mine.access, SessionId: UNKNOWN }),
        await ground.adminSays('AdminRevokeUserSession', { Username: stranger.person.username, SessionId: id }),
      ]
    },
  }),
  tracked({
    name: 'tracking/admin-revoke',
    claim: "AdminRevokeUserSession ends any session, without touching the person's others",
    marks: ['D'],
    expected: ['200 {}', ...lines.ended, ...lines.alive],
    async observe(ground) {
      const { mine, other, id: SessionId, Username } = await two(ground)
      const revoked = await ground.adminSays('AdminRevokeUserSession', { Username, SessionId })
      return [revoked, ...(await other.vitals()), ...(await mine.vitals())]
    },
  }),
  tracked({
    name: 'tracking/without-origin-jti',
    claim: 'a revoked session loses its access tokens even where they have no origin_jti',
    marks: ['?'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session(await ground.app({ EnableTokenRevocation: false }))
      const { username: Username } = session.person
      await ground.settle()
      const [first] = await others(ground, Username)
      const revoked = await ground.adminSays('AdminRevokeUserSession', { Username, SessionId: first?.SessionId })
      return [revoked, ...(await session.vitals())]
    },
  }),
  tracked({
    name: 'tracking/eviction',
    claim: 'at MaxPerUser the next sign-in ends the session that was used least recently',
    marks: ['D', '?'],
    expected: [...lines.ended, ...lines.alive, 'listed 1'],
    async observe(ground) {
      await ground.track('ENABLED', 1)
      const first = await ground.session()
      const second = await ground.signIn(first.app, first.person)
      await ground.settle()
      const left = await own(ground, second)
      return [...(await first.vitals()), ...(await second.vitals()), `listed ${left.length}`]
    },
  }),
  tracked({
    name: 'tracking/revoke-token',
    claim: 'RevokeToken takes the record of its session away; NONE and LINKED are alike without a parent',
    marks: ['D'],
    expected: ['200 {}', '200 {}', 'listed 0'],
    async observe(ground) {
      const { mine, other, Username } = await two(ground)
      const revoked = [
        await mine.revoke({ RevokeAssociatedSessions: 'NONE' }),
        await other.revoke({ RevokeAssociatedSessions: 'LINKED' }),
      ]
      await ground.settle()
      return [...revoked, `listed ${(await others(ground, Username)).length}`]
    },
  }),
  tracked({
    name: 'tracking/global-sign-out',
    claim: 'global sign-outs and disabling take the records of token sessions away',
    marks: ['?'],
    expected: ['200 {}', 'listed 0', '200 {}', 'listed 0'],
    async observe(ground) {
      const [one, two_] = [await ground.session(), await ground.session()]
      const signedOut = await one.globalSignOut()
      const disabled = await ground.adminSays('AdminDisableUser', { Username: two_.person.username })
      await ground.settle()
      const count = async ({ person }: typeof one) => `listed ${(await others(ground, person.username)).length}`
      return [signedOut, await count(one), disabled, await count(two_)]
    },
  }),
  tracked({
    name: 'tracking/switched',
    claim: 'sessions from before tracking are not listed, and switching it off forgets those that were',
    marks: ['?'],
    expected: ['before 0', 'since 1', 'after off and on 0'],
    async observe(ground) {
      await ground.track('DISABLED')
      const session = await ground.session()
      const count = async () => (await others(ground, session.person.username)).length
      await ground.track('ENABLED')
      const before = await count()
      await ground.signIn(session.app, session.person)
      await ground.settle()
      const since = await count()
      await ground.track('DISABLED')
      await ground.track('ENABLED')
      return [`before ${before}`, `since ${since}`, `after off and on ${await count()}`]
    },
  }),
  tracked({
    name: 'tracking/claims',
    claim: 'tokens carry no further claim while sessions are tracked',
    marks: ['?'],
    expected: ['access:', 'id:'],
    async observe(ground) {
      await ground.track('DISABLED')
      const session = await ground.session()
      const before = session.claimNames()
      await ground.track('ENABLED')
      const since = (await ground.signIn(session.app, session.person)).claimNames()
      const further = (kind: 'access' | 'id') => since[kind].filter((name) => !before[kind].includes(name))
      return [['access:', ...further('access')].join(' '), ['id:', ...further('id')].join(' ')]
    },
  }),
  {
    name: 'tracking/linked-while-off',
    claim: 'RevokeToken with LINKED has no other effect while tracking is off',
    marks: ['D'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session()
      const answer = await ground.caller.call('RevokeToken', {
        Token: session.refresh,
        ClientId: session.app.id,
        RevokeAssociatedSessions: 'LINKED',
      })
      return [said(answer), ...(await session.vitals())]
    },
  },
]
