import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { numberText } from '../../lib/numbers.ts'
import { forgottenStillWork } from '../../lib/othersStillWorks.ts'
import { aftermath } from '../../lib/stillWorks.ts'
import { stillWorksLines } from '../../lib/stillWorksWords.ts'
import { momentText } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { toasts } from '../../ui/toasts.ts'
import { vault } from '../../vault/client.ts'
import type { Device, SessionFacts } from '../../vault/protocol.ts'
import { forgetDevice, forgetOtherDevices } from './deviceQueries.ts'
import { deviceName } from '../../lib/sessionWords.ts'

type ForgetDialogProps = {
  targets: readonly Device[]
  /** Every device but this one. */
  others: boolean
  session: SessionFacts
  now: () => Date
  onClose: () => void
  returnTo: () => HTMLElement | null
}

export const ForgetDialog = ({ targets, others, session, now, onClose, returnTo }: ForgetDialogProps) => {
  const [only] = targets
  const name = only ? deviceName(only).slice(0, 200) : ''
  const count = targets.length
  const total = numberText(count)
  const one = useMutation({ ...forgetDevice(), onSuccess: onClose })
  const several = useMutation({
    ...forgetOtherDevices(),
    onSuccess: ({ forgotten, failed }) => {
      if (failed.length > 0) return
      const done = forgotten.length
      toasts.show({
        kind: 'success',
        title: plural(done, { one: '# device forgotten', other: '# devices forgotten' }),
      })
      onClose()
    },
  })
  const failed = several.data?.failed ?? []
  const [first] = failed
  const left = failed.length
  const error = one.error ?? several.error
  const here = !others && only?.here === true
  const lines = useMemo(() => linesOf(here, session, now()), [here, session, now])
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={
        others ? (
          plural(count, { one: 'Forget # other device?', other: 'Forget # other devices?' })
        ) : (
          <Trans>
            Forget <bdi className="wrap-anywhere">{name}</bdi>?
          </Trans>
        )
      }
      consequences={consequencesOf(here, session, now())}
      confirm={
        error || first
          ? t`Try again`
          : others
            ? plural(count, { one: 'Forget # device', other: 'Forget # devices' })
            : t`Forget`
      }
      busy={(one.isPending || several.isPending) && t`Forgetting`}
      onConfirm={() => (others ? several.mutate() : only && one.mutate(only.key))}
      returnTo={returnTo}
      error={
        error ? (
          <FailureNotice failure={failureOf(error, 'ForgetDevice')} />
        ) : first ? (
          <Notice
            kind="danger"
            title={plural(left, {
              one: `# device of ${total} not forgotten`,
              other: `# devices of ${total} not forgotten`,
            })}
          >
            {told(first.failure).title}. {told(first.failure).detail}
          </Notice>
        ) : undefined
      }
      size="large"
    >
      <StillWorksRows lines={lines} overText={t`Ends at once`} now={now} />
    </ConfirmDialog>
  )
}

/** Of this device the session's own tokens say until when; of another it is known only how long they can live. */
function linesOf(here: boolean, session: SessionFacts, at: Date) {
  if (!here) return forgottenStillWork(vault.config.identityPoolId !== undefined, at)
  const operations = { state: 'until', at: session.tokens.access.expiresAt, bound: 'exact' } as const
  const rows = aftermath('this device', 'planned', session, at).map((row) =>
    row.what === 'operations' ? { ...row, works: operations } : row,
  )
  return stillWorksLines(rows, 'this device', true)
}

/** Refresh tokens are bound to their device and stop with it; access tokens live on (cognito-facts part 5). */
function consequencesOf(here: boolean, session: SessionFacts, now: Date): readonly string[] {
  const { access } = session.tokens
  if (here) {
    const end = momentText(access.expiresAt, now)
    return [
      t`This session cannot be renewed any more: it ends when its access token does, at ${end}.`,
      t`The next sign-in from here asks for everything again.`,
    ]
  }
  return [t`Sessions there get no new tokens; the next sign-in there asks for everything again.`]
}
