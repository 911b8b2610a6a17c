import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts, StayStep } from '../../vault/protocol.ts'

type StayAloneDialogProps = {
  session: SessionFacts
  onClose: () => void
  onReceipt: (receiptId: string) => void
  /** Signing out everywhere, for an account that a password alone does not sign in. */
  onEverywhere: () => void
}

const steps: readonly { step: StayStep; label: string }[] = [
  { step: 'checking the password', label: 'Check your password' },
  { step: 'signing out everywhere', label: 'Sign out everywhere' },
  { step: 'waiting', label: 'Wait until Cognito’s clock has moved on a second' },
  { step: 'signing back in', label: 'Sign back in here' },
  { step: 'verifying', label: 'See that the new session lives' },
]

/** All the others where Cognito keeps no list: everything is ended, and this browser signs straight back in. */
export const StayAloneDialog = ({ session, onClose, onReceipt, onEverywhere }: StayAloneDialogProps) => {
  const [more, setMore] = useState(!passwordAlone(session))
  return more ? (
    <NeedsMoreDialog onClose={onClose} onEverywhere={onEverywhere} />
  ) : (
    <PasswordDialog session={session} onClose={onClose} onReceipt={onReceipt} onMore={() => setMore(true)} />
  )
}

type PasswordDialogProps = {
  session: SessionFacts
  onClose: () => void
  onReceipt: (receiptId: string) => void
  onMore: () => void
}

const PasswordDialog = ({ session, onClose, onReceipt, onMore }: PasswordDialogProps) => {
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
      title="Sign out everywhere but here?"
      description={
        <ul className="flex list-disc flex-col gap-1 pl-4 marker:text-hatch">
          <li>Cognito keeps no list of sessions here, so all of them end, this one too, and a new one begins here.</li>
          <li>Nothing ends before your password has been checked.</li>
          <li>Should signing back in fail, you are signed out here as well and have to sign in yourself.</li>
        </ul>
      }
      focusFirst={safe}
      held={stay.isPending}
      footer={
        <>
          <Button
            ref={safe}
            onClick={onClose}
            blocked={stay.isPending ? 'This cannot be stopped half way' : undefined}
            reason="tip"
          >
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={stay.isPending && 'Working'}>
            {stay.isError ? 'Try again' : 'Sign out all the others'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={session.username} readOnly />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" maxLength={256} />
      </form>
      {stay.isPending ? <Steps doing={doing ?? 'checking the password'} /> : null}
      {stay.isError ? (
        <div role="alert">
          <FailureNotice failure={failureOf(stay.error, 'InitiateAuth (to stay here)')} />
        </div>
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
      title="Sign out everywhere, then sign in again?"
      description="Your account takes more than a password to sign in, so Curfew cannot bring you back by itself. Nothing has been ended. Sign out everywhere, this device included, and sign in again on the sign-in page."
      focusFirst={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" onClick={onEverywhere}>
            Go on to sign out everywhere
          </Button>
        </>
      }
    />
  )
}

function passwordAlone({ how }: SessionFacts): boolean {
  return how.by === 'password' && how.second === undefined
}
