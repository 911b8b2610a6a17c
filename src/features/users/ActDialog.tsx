import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'

import { endOf, impossibleWhy } from '../../lib/acts.ts'
import { failureOf } from '../../lib/failure.ts'
import { userStillWork } from '../../lib/userStillWorks.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { OwnNotice } from '../../ui/OwnNotice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { detailsOf } from '../../lib/details.ts'
import { ActQuestion } from './ActQuestion.tsx'
import { actions, buttonWords, consequences, kindOf, type Wanted, withLink } from './actWords.ts'
import { ownWarning } from './ownWords.ts'
import { type Acts, tallyOf } from './useActs.ts'

/** From this many on the name has to be typed (product.md, Confirmation). */
const typedFrom = 51

type ActDialogProps = {
  user: { poolId: string; username: string; sub?: string | undefined }
  /** The operator's own session, where the user is the operator. */
  oneself: SessionFacts | undefined
  wanted: Wanted
  acts: Acts
  /** The longest lifetime of tokens in the pool, once it is known. */
  longestMs: number | undefined
  production: boolean
  /** Another choice of what is wanted. */
  onWanted: (wanted: Wanted) => void
  onClose: () => void
  returnTo?: (() => HTMLElement | null) | undefined
}

/** The confirmation of what an operator does to a user. One act stays here until Cognito has answered. */
export const ActDialog = ({
  user,
  oneself,
  wanted,
  acts,
  longestMs,
  production,
  onWanted,
  onClose,
  returnTo,
}: ActDialogProps) => {
  const kind = kindOf(wanted)
  const words = buttonWords(wanted)
  const { receipt } = acts
  const tally = receipt && tallyOf(receipt)
  const single = wanted.acts.length === 1
  const open = single ? tally?.open[0] : undefined
  const failure =
    acts.begin.error === null
      ? open?.at.state === 'failed'
        ? open.at.failure
        : undefined
      : failureOf(acts.begin.error, actions[kind].slice('cognito-idp:'.length))
  const impossible = open?.at.state === 'not possible' ? open.at : undefined
  const done = tally !== undefined && (!single || (!tally.underWay && open === undefined))
  const finish = useEffectEvent(onClose)
  useEffect(() => {
    if (done) finish()
  }, [done])

  const confirm = () => {
    if (receipt && open) acts.retry.mutate({ receiptId: receipt.id, places: [open.place] })
    else
      acts.begin.mutate({ ...user, plan: single ? 'act' : 'sessions', acts: wanted.acts, tokenLifetimeMs: longestMs })
  }
  const warning = oneself && ownWarning(wanted, oneself.deviceKey)
  const typed = production || wanted.acts.length >= typedFrom
  return (
    <ConfirmDialog
      open
      onClose={() => {
        acts.clear()
        onClose()
      }}
      title={<ActQuestion wanted={wanted} username={user.username} />}
      consequences={consequences(wanted)}
      confirm={failure || impossible ? t`Try again` : words.verb}
      busy={(acts.begin.isPending || acts.retry.isPending || tally?.underWay) && words.busy}
      onConfirm={confirm}
      danger={kind === 'disable'}
      typed={typed ? { name: user.username, of: 'user' } : undefined}
      error={
        failure ? (
          <FailureNotice failure={failure} />
        ) : impossible ? (
          <Notice
            kind="danger"
            title={t`Cognito cannot do this for the account as it is`}
            details={impossible.failure && detailsOf(impossible.failure)}
          >
            {open && impossibleWhy(open.act, impossible.failure?.message)}
          </Notice>
        ) : undefined
      }
      returnTo={returnTo}
      size="large"
    >
      {warning === undefined ? null : <OwnNotice meanings={[warning]} />}
      {wanted.link ? (
        <Checkbox
          checked={wanted.acts.some((act) => act.do === 'end session' && act.linked)}
          onChange={({ target: { checked } }) => onWanted(withLink(wanted, checked))}
          label={wanted.link.label}
          hint={wanted.link.hint}
        />
      ) : null}
      <Preview wanted={wanted} longestMs={longestMs} />
    </ConfirmDialog>
  )
}

const Preview = ({ wanted, longestMs }: Pick<ActDialogProps, 'wanted' | 'longestMs'>) => {
  const [opened] = useState(vault.now)
  const lines = useMemo(() => userStillWork(endOf(wanted.acts), longestMs, opened, true), [wanted, longestMs, opened])
  const isLinked = wanted.acts.some((act) => act.do === 'end session' && act.linked)
  const overText = isLinked ? t`Ends within seconds` : t`Ends at once`
  return lines.length === 0 ? null : <StillWorksRows lines={lines} overText={overText} now={vault.now} />
}
