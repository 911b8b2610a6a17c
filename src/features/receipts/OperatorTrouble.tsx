import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

import { failureIn, isLost, stepsOf } from '../../lib/actState.ts'
import { actShown, actTitle } from '../../lib/acts.ts'
import { detailsOf } from '../../lib/details.ts'
import { segmentOf } from '../../lib/userPath.ts'
import { told } from '../../lib/words.ts'
import { buttonClass } from '../../ui/buttonClass.ts'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { undoneOf } from './operatorAccount.ts'
import { UserLink } from './UserLink.tsx'

type OperatorTroubleProps = { receipt: OperatorReceipt; now: Date; signedIn: boolean }
type Undone = OperatorReceipt['acts']

/** What was not done to the user, why, and the way to where it can be done. */
export const OperatorTrouble = ({ receipt, now, signedIn }: OperatorTroubleProps) => {
  const undone = undoneOf(receipt, now)
  const [first] = undone
  if (first === undefined) return null
  const alone = receipt.acts.length === 1
  const failure = failureIn(first.at)
  return (
    <Notice
      kind={undone.length === receipt.acts.length && !undone.every(({ at }) => isLost(at)) ? 'danger' : 'warn'}
      role="alert"
      title={alone ? titleOf(first) : titleOfSeveral(receipt, undone)}
      details={alone && failure ? detailsOf(failure) : undefined}
      actions={signedIn ? <Ways receipt={receipt} /> : undefined}
    >
      {alone ? (
        <p className="wrap-anywhere">
          {first.at.state === 'failed' ? told(first.at.failure).detail : actShown(first.act, first.at, true).why}
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {undone.map((one) => (
            <Line key={receipt.acts.indexOf(one)} one={one} />
          ))}
        </ul>
      )}
      <p>{nextStep(receipt, signedIn)}</p>
    </Notice>
  )
}

const Line = ({ one: { act, at } }: { one: Undone[number] }) => {
  const failure = failureIn(at)
  const title = actTitle(act)
  return (
    <li className="wrap-anywhere">
      <bdi className="line-clamp-2 font-medium">{title}</bdi> {actShown(act, at, true).why}
      {failure ? <FailureDetails details={detailsOf(failure)} of={title.slice(0, 120)} /> : null}
    </li>
  )
}

const Ways = ({ receipt: { id, plan, user } }: { receipt: OperatorReceipt }) => {
  const params = { poolId: user.poolId, username: segmentOf(user.username) }
  const steps = plan === 'compromised account'
  return (
    <>
      {steps ? (
        <Link
          to="/users/$poolId/$username/compromised"
          params={params}
          search={{ receipt: id }}
          className={buttonClass('primary', 'small')}
        >
          <Trans>Open the steps</Trans>
        </Link>
      ) : null}
      <UserLink {...user} className={buttonClass(steps ? 'secondary' : 'primary', 'small')}>
        <Trans>Open the user’s page</Trans>
      </UserLink>
    </>
  )
}

function titleOf({ at }: Undone[number]): string {
  switch (at.state) {
    case 'failed':
      return told(at.failure).title
    case 'not possible':
      return t`Cognito cannot do this for the account as it is`
    case 'waiting':
      return t`This was not finished: the page was closed`
    default:
      return t`Not done`
  }
}

function titleOfSeveral({ plan, acts }: OperatorReceipt, left: Undone): string {
  const lost = left.some(({ at }) => isLost(at))
  if (plan === 'sessions') {
    const open = left.length
    if (lost) {
      return plural(open, {
        one: 'One session was not ended, as far as is known',
        other: '# sessions were not ended, as far as is known',
      })
    }
    return plural(open, { one: 'One session was not ended', other: '# sessions were not ended' })
  }
  const undone = left.length
  const { toDo: total } = stepsOf(acts)
  if (lost) {
    return plural(total, {
      one: `${undone} of # step not done, as far as is known`,
      other: `${undone} of # steps not done, as far as is known`,
    })
  }
  return plural(total, { one: `${undone} of # step not done`, other: `${undone} of # steps not done` })
}

function nextStep({ plan }: OperatorReceipt, signedIn: boolean): string {
  if (!signedIn) return t`Sign in again to try once more.`
  return plan === 'compromised account'
    ? t`What is left can be done on the page of the steps, which go on with this receipt.`
    : t`See on the user’s page what is true now, and try again there.`
}
