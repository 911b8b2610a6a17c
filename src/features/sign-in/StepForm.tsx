import type { FormEvent, ReactNode } from 'react'

import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SignInFailure } from './SignInFailure.tsx'
import { StepActions } from './StepActions.tsx'
import type { SignIn } from './useSignIn.ts'

type StepFormProps = {
  signIn: SignIn
  /** What the button does, and what is happening while it does it. */
  action: string
  doing: string
  /** The button goes on working after the sign-in is over, because it begins again by itself. */
  beginsAgain?: boolean | undefined
  /** The failure is told by a field, and not a second time. */
  told?: boolean | undefined
  onSubmit: (given: FormData) => void
  children: ReactNode
}

/** The form of a step: fields, what went wrong, the button, and the ways out of it. */
export const StepForm = ({ signIn, action, doing, beginsAgain, told, onSubmit, children }: StepFormProps) => {
  const { busy, over } = signIn

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy && (!over || beginsAgain)) onSubmit(new FormData(event.currentTarget))
  }

  return (
    <form method="dialog" onSubmit={submit} className="flex flex-col gap-4">
      {children}
      {told ? null : <SignInFailure signIn={signIn} notice={FailureNotice} />}
      {over && !beginsAgain ? null : (
        <Button type="submit" variant="primary" busy={busy && doing} className="w-full">
          {action}
        </Button>
      )}
      <StepActions signIn={signIn} nothingElse={over && !beginsAgain} />
    </form>
  )
}
