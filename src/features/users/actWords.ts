import { plural, t } from '@lingui/core/macro'
import type { SessionShown } from '../../lib/sessionWords.ts'
import type { SessionAct, UserAct } from '../../lib/acts.ts'

/** What an operator is about to do to a user. */
export type Wanted = {
  acts: readonly UserAct[]
  /** The choice to take along what belongs to a session, where there is something. `here`: this browser's session is in it. */
  link?: { label: string; hint: string; here: boolean } | undefined
  /** They are sessions of the operator's own, and which of them this browser's is was not known as they were chosen. */
  hereUnknown?: true
}

/**
 * The end of a session, as it is asked for and told on the receipt.
 * @param sessions those of the same user: what came through a browser's sign-in may end with it
 */
export function endAct(session: SessionShown, linked: boolean, sessions: readonly SessionShown[] = []): SessionAct {
  const { id, kind, clientId, startedAt, lastActiveAt, device, cameThrough } = session
  const here = session.here || (linked && goesAlong(session, sessions)) ? true : undefined
  return { do: 'end session', id, kind, linked, here, clientId, startedAt, lastActiveAt, device, cameThrough }
}

/** Whether the session of this browser came through this one. */
function goesAlong({ id, kind }: SessionShown, sessions: readonly SessionShown[]): boolean {
  return kind === 'sso' && sessions.some((other) => other.here && other.cameThrough === id)
}

/** The same with what belongs to the session, or without it. */
export function withLink(wanted: Wanted, linked: boolean): Wanted {
  const acts = wanted.acts.map((act) => {
    if (act.do !== 'end session') return act
    const here = wanted.link?.here && (linked || act.kind === 'token') ? (true as const) : undefined
    return { ...act, linked, here }
  })
  return { ...wanted, acts }
}

/** What ends one session: a browser's sign-in takes along what came through it, unless the operator says otherwise. */
export function endOne(session: SessionShown, sessions: readonly SessionShown[]): Wanted {
  if (session.kind === 'sso') {
    const count = sessions.filter(({ cameThrough }) => cameThrough === session.id).length
    const label = plural(count, {
      one: 'And what came through it',
      other: 'And the # sessions that came through it',
    })
    const hint = t`Otherwise the apps it signed in to stay signed in.`
    return {
      acts: [endAct(session, count > 0, sessions)],
      link: count === 0 ? undefined : { label, hint, here: goesAlong(session, sessions) },
    }
  }
  const parent = sessions.some(({ id }) => id === session.cameThrough)
  const link = {
    here: session.here,
    label: t`And the sign-in it came through`,
    hint: t`Otherwise that browser can sign it back in without a password. Other apps that came through it stay signed in.`,
  }
  return { acts: [endAct(session, false, sessions)], link: parent ? link : undefined }
}

/** The first of what is wanted: several acts are sessions, all alike. */
export function kindOf({ acts }: Wanted): UserAct['do'] {
  return acts[0]?.do ?? 'sign out'
}

/** What it means, in at most three sentences. */
export function consequences(wanted: Wanted): readonly string[] {
  switch (kindOf(wanted)) {
    case 'sign out':
      return [
        t`Every session of the user ends, in every app of this pool. They have to sign in again.`,
        t`The user counts as active this month, which AWS may bill.`,
      ]
    case 'disable':
      return [
        t`Every session of the user ends for good, and nobody can sign in with this account until it is enabled again.`,
        t`The user counts as active this month, which AWS may bill.`,
      ]
    case 'enable':
      return [t`The user can sign in again, with the password they have.`, t`Sessions that were ended stay ended.`]
    case 'reset password':
      return [
        t`Cognito sends the user a code, and lets them in again only with a new password.`,
        t`Sessions that are under way are not ended by it.`,
      ]
    case 'forget device':
    case 'forget devices':
      return [
        t`Sessions there get no new tokens; the next sign-in there asks for everything again.`,
        t`Access tokens already issued there work until they expire. End the session to end them sooner.`,
      ]
    case 'end session':
      return wanted.acts.some((act) => act.do === 'end session' && act.kind === 'sso')
        ? [t`Managed login asks for the password again in that browser.`, t`Other sessions of the user go on.`]
        : [t`Whoever uses it there has to sign in again.`, t`Other sessions of the user go on.`]
    default:
      return []
  }
}

const confirms: Record<UserAct['do'], { verb: string; busy: string; done: string }> = {
  'sign out': { verb: t`Sign out everywhere`, busy: t`Signing out`, done: t`Signed out everywhere` },
  disable: { verb: t`Disable`, busy: t`Disabling`, done: t`Disabled` },
  enable: { verb: t`Enable`, busy: t`Enabling`, done: t`Enabled` },
  'reset password': { verb: t`Reset password`, busy: t`Resetting`, done: t`Password reset` },
  'forget device': { verb: t`Forget`, busy: t`Forgetting`, done: t`Device forgotten` },
  'forget devices': { verb: t`Forget devices`, busy: t`Forgetting`, done: t`Devices forgotten` },
  'end session': { verb: t`Sign out`, busy: t`Signing out`, done: t`Signed out` },
}

/** The words on the button, while it is under way, and afterwards. */
export function buttonWords(wanted: Wanted): { verb: string; busy: string; done: string } {
  const words = confirms[kindOf(wanted)]
  const count = wanted.acts.length
  if (count === 1) return words
  return {
    ...words,
    verb: plural(count, { one: 'Sign out # session', other: 'Sign out # sessions' }),
    done: plural(count, { one: '# session signed out', other: '# sessions signed out' }),
  }
}

/** The IAM action that it takes. */
export const actions = {
  'sign out': 'cognito-idp:AdminUserGlobalSignOut',
  disable: 'cognito-idp:AdminDisableUser',
  enable: 'cognito-idp:AdminEnableUser',
  'reset password': 'cognito-idp:AdminResetUserPassword',
  'forget device': 'cognito-idp:AdminForgetDevice',
  'forget devices': 'cognito-idp:AdminForgetDevice',
  'end session': 'cognito-idp:AdminRevokeUserSession',
} as const satisfies Record<UserAct['do'], `cognito-idp:${string}`>
