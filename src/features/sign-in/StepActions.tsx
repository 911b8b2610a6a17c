import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'

import { Button } from '../../ui/Button.tsx'
import type { SignIn } from './useSignIn.ts'

type StepActionsProps = {
  signIn: Pick<SignIn, 'busy' | 'otherWays' | 'leave'>
  /** One of these is all that is left to do: another way where there is one, else to start again. */
  nothingElse?: boolean | undefined
}

/** The ways out of a step. */
export const StepActions = ({ signIn, nothingElse = false }: StepActionsProps) => {
  const first = useRef<HTMLButtonElement>(null)
  const { busy, otherWays, leave } = signIn

  // What had focus may just have gone.
  useEffect(() => {
    if (nothingElse) first.current?.focus()
  }, [nothingElse])

  const main = nothingElse ? 'primary' : 'quiet'
  return (
    <div className="flex flex-col gap-1">
      {otherWays ? (
        <Button ref={first} variant={main} busy={busy && t`Choose another way`} onClick={otherWays}>
          <Trans>Choose another way</Trans>
        </Button>
      ) : null}
      <Button ref={otherWays ? undefined : first} variant={otherWays ? 'quiet' : main} onClick={leave}>
        <Trans>Start again</Trans>
      </Button>
    </div>
  )
}
