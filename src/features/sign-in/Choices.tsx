import { t } from '@lingui/core/macro'
import { useState } from 'react'

import { Choice } from '../../ui/Choice.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { SignInFailure } from './SignInFailure.tsx'
import { StepActions } from './StepActions.tsx'
import type { SignIn } from './useSignIn.ts'

type ChoicesProps<Key extends string> = {
  label: string
  of: readonly Key[]
  words: Readonly<Record<Key, { icon: IconName; title: string; detail: string }>>
  signIn: SignIn
  onChoose: (key: Key) => void
}

/** A list to choose one thing from; each is one click. */
export const Choices = <Key extends string>({ label, of, words, signIn, onChoose }: ChoicesProps<Key>) => {
  const [chosen, setChosen] = useState<Key>()
  const { busy, over } = signIn
  return (
    <div className="flex flex-col gap-4">
      {over ? null : (
        <ul aria-label={label} aria-busy={busy} className="flex flex-col gap-2">
          {of.map((key) => (
            <li key={key} className="flex flex-col">
              <Choice
                {...words[key]}
                busy={busy && key === chosen ? t`Asking Cognito` : undefined}
                idle={!busy}
                onClick={() => {
                  setChosen(key)
                  onChoose(key)
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <SignInFailure signIn={signIn} notice={FailureNotice} />
      <StepActions signIn={{ ...signIn, otherWays: over ? signIn.otherWays : undefined }} nothingElse={over} />
    </div>
  )
}
