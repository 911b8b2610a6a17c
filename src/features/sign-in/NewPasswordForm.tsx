import type { FormEvent } from 'react'

import type { Failure } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useArrival } from '../../ui/useArrival.ts'
import type { SignInAnswer } from '../../vault/protocol.ts'

type NewPasswordFormProps = {
  question: Extract<SignInAnswer, { step: 'new password' }>
  failure: Failure | undefined
  busy: boolean
  onAnswer: (newPassword: string, attributes: Readonly<Record<string, string>>) => void
  onLeave: () => void
}

export const NewPasswordForm = ({ question, failure, busy, onAnswer, onLeave }: NewPasswordFormProps) => {
  const heading = useArrival()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const given = new FormData(event.currentTarget)
    const valueOf = (name: string) => {
      const value = given.get(name)
      return typeof value === 'string' ? value : ''
    }
    const attributes = question.requiredAttributes.map((name) => [name, valueOf(`attribute ${name}`)] as const)
    onAnswer(valueOf('newPassword'), Object.fromEntries(attributes))
  }

  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-5 pt-4 sm:pt-12">
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-[-0.02em]">
          Choose a new password
        </h1>
        <p className="text-muted">
          The one you used for <bdi className="text-ink">{question.username}</bdi> was temporary.
        </p>
      </div>
      <form method="dialog" onSubmit={submit} className="flex flex-col gap-4">
        <input type="hidden" autoComplete="username" value={question.username} readOnly />
        <TextField
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          maxLength={256}
        />
        {question.requiredAttributes.map((name) => (
          <TextField key={name} label={labelOf(name)} name={`attribute ${name}`} maxLength={2048} />
        ))}
        {failure ? <FailureNotice failure={failure} role="alert" /> : null}
        <Button type="submit" variant="primary" busy={busy && 'Setting the password'} className="w-full">
          Set the password and sign in
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          Start again
        </Button>
      </form>
    </div>
  )
}

function labelOf(attribute: string): string {
  const words = attribute.replace(/^custom:/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
