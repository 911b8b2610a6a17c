import { type FormEvent, useEffect, useRef, useState } from 'react'

import type { Config } from '../../lib/config.ts'
import { type Failure, failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useArrival } from '../../ui/useArrival.ts'
import { vault } from '../../vault/client.ts'
import type { SessionState, SignInAnswer } from '../../vault/protocol.ts'
import { DemoPeople } from './DemoPeople.tsx'
import { EndedNotice } from './EndedNotice.tsx'
import { NewPasswordForm } from './NewPasswordForm.tsx'

type SignInPageProps = {
  /** The deployment; unknown while the page has only just been painted. */
  config?: Config | undefined
  /** How the session that was here before ended, if one was. */
  ended?: Extract<SessionState, { state: 'signed out' }>['ended']
}

type Question = Extract<SignInAnswer, { step: 'new password' }>

export const SignInPage = ({ config, ended }: SignInPageProps) => {
  const form = useRef<HTMLFormElement>(null)
  const heading = useArrival()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const [question, setQuestion] = useState<Question>()

  const take = async (asking: () => Promise<SignInAnswer>, operation: string) => {
    setBusy(true)
    setFailure(undefined)
    try {
      const answer = await asking()
      // The vault's own word that somebody is signed in takes this page away.
      if (answer.step === 'signed in') return
      if (answer.step === 'new password') setQuestion(answer)
      else setFailure(unsupported(answer.challenge))
    } catch (error) {
      setFailure(failureOf(error, operation))
    }
    setBusy(false)
  }

  // Whoever pressed the button before the scripts, or the config, had arrived is not asked to press it again.
  useEffect(() => {
    const page = document.documentElement.dataset
    if (config === undefined || page['submitted'] === undefined) return
    delete page['submitted']
    form.current?.requestSubmit()
  }, [config])

  const isShared = () => form.current !== null && new FormData(form.current).get('memoryOnly') === 'on'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || form.current === null) return
    if (config === undefined) {
      document.documentElement.dataset['submitted'] = ''
      return
    }
    const given = new FormData(form.current)
    const username = textIn(given, 'username').trim()
    const password = textIn(given, 'password')
    void take(async () => vault.signIn({ username, password, memoryOnly: isShared() }), 'InitiateAuth')
  }

  if (question) {
    return (
      <NewPasswordForm
        question={question}
        failure={failure}
        busy={busy}
        onAnswer={(newPassword, attributes) =>
          void take(async () => vault.answerNewPassword({ newPassword, attributes }), 'RespondToAuthChallenge')
        }
        onLeave={() => {
          setQuestion(undefined)
          setFailure(undefined)
        }}
      />
    )
  }

  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-5 pt-4 in-data-[session=maybe]:invisible sm:pt-12">
      {ended ? <EndedNotice ended={ended} /> : null}
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-[-0.02em]">
          Sign in
        </h1>
        <p className="text-muted">See where you are signed in, and end it.</p>
      </div>
      <form ref={form} method="dialog" onSubmit={submit} className="flex flex-col gap-4">
        <TextField label="User name" name="username" autoComplete="username" maxLength={128} autoCapitalize="none" />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" maxLength={256} />
        <Checkbox
          name="memoryOnly"
          label="Shared computer"
          hint="Nothing is kept on this device: a reload or a closed tab leaves no session here."
        />
        {failure ? <FailureNotice failure={failure} role="alert" /> : null}
        <Button type="submit" variant="primary" busy={busy && 'Signing in'} className="mt-1 w-full">
          Sign in
        </Button>
      </form>
      {config?.demo ? (
        <DemoPeople
          people={config.demo.people}
          busy={busy}
          onPick={({ username, password }) =>
            void take(async () => vault.signIn({ username, password, memoryOnly: isShared() }), 'InitiateAuth')
          }
        />
      ) : null}
    </div>
  )
}

function textIn(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

function unsupported(challenge: string): Failure {
  return {
    operation: 'InitiateAuth',
    code: 'ChallengeNotSupported',
    message: `Cognito asks for ${challenge}.`,
    class: 'rejected',
    attempts: 1,
  }
}
