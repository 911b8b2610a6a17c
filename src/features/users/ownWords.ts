import { t } from '@lingui/core/macro'

import type { UserAct } from '../../lib/acts.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import type { Wanted } from './actWords.ts'

/**
 * What it means for an operator to do this to their own account, beside what it means for anybody.
 * @param deviceKey the device that this browser is, where the pool remembers it
 */
export function ownWarning(
  { acts, hereUnknown }: Pick<Wanted, 'acts' | 'hereUnknown'>,
  deviceKey: string | undefined,
): string | undefined {
  const [first] = acts
  switch (first?.do) {
    case 'sign out':
      return t`You will be signed out here, too.`
    case 'disable':
      return t`You will be signed out here, too, and nobody signs in with this account until another operator enables it.`
    case 'reset password':
      return t`Cognito may refuse this session, too, until you have set the new password.`
    case 'forget device':
      return first.key === deviceKey
        ? t`It is this browser: this session gets no new tokens, and you will be signed out here when it needs some.`
        : undefined
    case 'forget devices':
      return deviceKey === undefined
        ? undefined
        : t`This browser is among them: this session gets no new tokens, and you will be signed out here when it needs some.`
    case 'end session': {
      const isHere = acts.some((act) => act.do === 'end session' && act.here)
      if (!isHere && hereUnknown && acts.some(mayBeHere)) {
        return acts.length === 1
          ? t`It may end the session of this browser: then you will be signed out here, too.`
          : t`The session of this browser may be among them: then you will be signed out here, too.`
      }
      if (!isHere) return t`It is of your own account. This session goes on.`
      return acts.length === 1
        ? t`The session of this browser ends with it: you will be signed out here, too.`
        : t`The session of this browser is among them: you will be signed out here, too.`
    }
    default:
      return undefined
  }
}

/** Whether it can be this browser's session that ends: of a browser's sign-in, with what came through it alone. */
function mayBeHere(act: UserAct): boolean {
  return act.do === 'end session' && (act.kind === 'token' || act.linked)
}

/** The same of the steps for a compromised account. */
export function ownPlanWarning(taken: readonly UserAct[], deviceKey: string | undefined): readonly string[] {
  const has = (what: UserAct['do']) => taken.some((act) => act.do === what)
  if (!has('disable') && !has('sign out')) {
    const meanings = taken.flatMap((act) => ownWarning({ acts: [act] }, deviceKey) ?? [])
    return meanings.length === 0 ? [t`This session goes on.`] : meanings
  }
  return [
    t`This session ends with the first of them. Your AWS credentials work until they expire, so the others are taken as well; after the last one you will be signed out here.`,
    ...(has('disable') && has('enable')
      ? [t`Should the account not be enabled again, another operator has to do it before you can sign in.`]
      : []),
    ...(has('disable') && !has('enable')
      ? [t`Nobody signs in with this account until another operator enables it.`]
      : []),
  ]
}

/** How far the evidence goes once Cognito has accepted everything. */
export function evidenceText({ own, acts }: Pick<OperatorReceipt, 'own' | 'acts'>): string {
  const accepted = acts.length === 1 ? t`Cognito accepted it.` : t`Cognito accepted them.`
  return `${accepted} ${beyond(own)}`
}

function beyond(own: OperatorReceipt['own']): string {
  if (own === undefined) return t`No token of the user is here to try, so that is all the evidence there is.`
  switch (own.proof?.state) {
    case undefined:
      return t`This browser’s own token can show nothing of it, so that is all the evidence there is.`
    case 'waiting':
      return t`This browser’s own token is being tried; then you will be signed out here.`
    case 'observed refused':
      return t`It refuses this browser’s own token now.`
    case 'still answers':
      return t`But it still takes this browser’s own token: this session has not ended.`
    default:
      return t`What this browser’s own token is answered now could not be seen.`
  }
}
