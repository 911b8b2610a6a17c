import { plural, t } from '@lingui/core/macro'

import type { UserAct } from '../../lib/acts.ts'
import { stepsOf } from '../../lib/actState.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { type Mark, proofStep } from './account.ts'

type Verdict = { title: string; mark: Mark; markText: string }

/**
 * What a receipt about the operator's own account says in one line, where all of it was accepted: this browser's token
 * shows what of nobody else can be seen. Nothing where it was not tried, or said nothing.
 */
export function ownVerdict({ own, plan, acts }: OperatorReceipt): Verdict | undefined {
  switch (own?.proof?.state) {
    case 'waiting':
      return {
        title: t`Cognito accepted it; checking that your own session ended`,
        mark: 'ending',
        markText: t`Ending`,
      }
    case 'still answers':
      return {
        title: t`Cognito accepted it, but your own session still answers`,
        mark: 'failed',
        markText: t`Still answers`,
      }
    case 'observed refused':
      return { title: endedTitle(plan, acts), mark: 'ended', markText: t`Ended` }
    default:
      return undefined
  }
}

function endedTitle(plan: OperatorReceipt['plan'], acts: OperatorReceipt['acts']): string {
  const total = acts.length
  if (plan === 'compromised account') {
    const { toDo } = stepsOf(acts)
    return plural(toDo, {
      one: 'One step done for your own account, and Cognito agrees that this session ended',
      other: 'All # steps done for your own account, and Cognito agrees that this session ended',
    })
  }
  if (plan === 'sessions') {
    return plural(total, {
      one: '# session of yours signed out, and Cognito agrees',
      other: '# sessions of yours signed out; of the one here Cognito agrees',
    })
  }
  return oneAct(acts[0]?.act.do ?? 'sign out')
}

function oneAct(act: UserAct['do']): string {
  if (act === 'sign out') return t`You signed yourself out everywhere, and Cognito agrees`
  if (act === 'disable') return t`You disabled your own account, and Cognito agrees`
  return t`You signed yourself out of this session, and Cognito agrees`
}

/** The last rung of the evidence: what was seen with this browser's own token, or why nothing could be seen. */
export function lastRung({ own, skewMs }: OperatorReceipt) {
  const proof = own?.proof
  if (proof !== undefined && (proof.state !== 'not possible' || proof.why === 'left')) return proofStep(proof, skewMs)
  return {
    label: t`Observed refused`,
    state: 'not possible' as const,
    detail:
      own === undefined
        ? t`No token of the user is here to try: Cognito’s acceptance is all the evidence there is`
        : t`This browser’s own token can show nothing of it: Cognito’s acceptance is all the evidence there is`,
  }
}
