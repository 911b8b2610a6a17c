import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogError } from '../../ui/DialogError.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts, StayStep } from '../../vault/protocol.ts'
import { PreviewRows } from './Preview.tsx'

type StayAloneDialogProps = {
  session: SessionFacts
  now: () => Date
  onClose: () => void
  onReceipt: (receiptId: string) => void
  /** Signing out everywhere, for an account that a password alone does not sign in. */
  onEverywhere: () => void
}

const steps: readonly { step: StayStep; label: string }[] = [
  { step: 'checking the password', label: t`Check your password` },
  { step: 'signing out everywhere', label: t`Sign out everywhere` },
  { step: 'waiting', label: t`Wait until Cognito’s clock has moved on a second` },
  { step: 'signing back in', label: t`Sign back in here` },
  { step: 'verifying', label: t`See that the new session lives` },
]

/** All the others where Cognito keeps no list: everything is ended, and this browser signs straight back in. */
export const StayAloneDialog = ({ session, now, onClose, onReceipt, onEverywhere }: StayAloneDialogProps) => {
  const [more, setMore] = useState(!passwordAlone(session))
  return more ? (
    <NeedsMoreDialog onClose={onClose} onEverywhere={onEverywhere} />
  ) : (
    <PasswordDialog session={session} now={now} onClose={onClose} onReceipt={onReceipt} onMore={() => setMore(true)} />
  )
}

type PasswordDialogProps = {
  session: SessionFacts
  now: () => Date
  onClose: () => void
  onReceipt: (receiptId: string) => void
  onMore: () => void
}

const PasswordDialog = ({ session, now, onClose, onReceipt, onMore }: PasswordDialogProps) => {
  const safe = useRef<HTMLButtonElement>(null)
  const formId = useId()
  const doing = useSyncExternalStore(vault.subscribe, () => vault.sessionsNews().staying)
  const stay = useMutation({
    mutationFn: async (password: string) => vault.stayAlone({ password, memoryOnly: session.memoryOnly }),
    onSuccess: (stayed) => (stayed.outcome === 'needs more than a password' ? onMore() : onReceipt(stayed.receiptId)),
    meta: { operation: 'InitiateAuth (to stay here)', failure: 'in place' },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget).get('password')
    if (typeof given === 'string' && given !== '' && !stay.isPending) stay.mutate(given)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      title={t`Sign out everywhere but here?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-4 marker:text-hatch">
          <li>{t`Cognito keeps no list of sessions here, so all of them end, this one too, and a new one begins here.`}</li>
          <li>{t`Nothing ends before your password has been checked.`}</li>
          <li>{t`Should signing back in fail, you are signed out here as well and have to sign in yourself.`}</li>
        </ul>
      }
      focusFirst={safe}
      held={stay.isPending}
      size="large"
      footer={
        <>
          <Button
            ref={safe}
            onClick={onClose}
            blocked={stay.isPending ? t`This cannot be stopped half way` : undefined}
            reason="tip"
          >
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={stay.isPending && t`Working`}>
            {stay.isError ? t`Try again` : t`Sign out all the others`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={session.username} readOnly />
        <TextField
          label={t`Password`}
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={256}
        />
      </form>
      {stay.isPending ? (
        <Steps doing={doing ?? 'checking the password'} />
      ) : (
        <PreviewRows kind="everywhere" session={session} now={now} />
      )}
      {stay.isError ? (
        <DialogError>
          <FailureNotice failure={failureOf(stay.error, 'InitiateAuth (to stay here)')} />
        </DialogError>
      ) : null}
    </Dialog>
  )
}

type StepsProps = { doing: StayStep }

const Steps = ({ doing }: StepsProps) => {
  const at = steps.findIndex(({ step }) => step === doing)
  return (
    <div role="status">
      <span className="sr-only">{steps[at]?.label}</span>
      <ol className="flex flex-col gap-1.5 text-sm" aria-hidden="true">
        {steps.map(({ step, label }, index) => (
          <li key={step} className="flex items-center gap-1.5">
            {index < at ? <Icon name="check" className="-mx-0.5 size-4 text-live" /> : null}
            {index < at ? (
              <span className="text-muted">{label}</span>
            ) : (
              <StateMark state={index === at ? 'ending' : 'none'}>
                <span className={index === at ? 'text-ink' : 'font-normal text-muted'}>{label}</span>
              </StateMark>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

type NeedsMoreDialogProps = { onClose: () => void; onEverywhere: () => void }

const NeedsMoreDialog = ({ onClose, onEverywhere }: NeedsMoreDialogProps) => {
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      title={t`Sign out everywhere, then sign in again?`}
      description={t`Your account takes more than a password to sign in, so Curfew cannot bring you back by itself. Nothing has been ended. Sign out everywhere, this device included, and sign in again on the sign-in page.`}
      focusFirst={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" onClick={onEverywhere}>
            <Trans>Go on to sign out everywhere</Trans>
          </Button>
        </>
      }
    />
  )
}

function passwordAlone({ how }: SessionFacts): boolean {
  return how.by === 'password' && how.second === undefined
}
