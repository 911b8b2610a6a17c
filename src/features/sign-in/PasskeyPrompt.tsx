import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'

import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { vault } from '../../vault/client.ts'
import { passkeyFor, type PasskeyTrouble } from './passkey.ts'
import { SignInFailure } from './SignInFailure.tsx'
import { StepActions } from './StepActions.tsx'
import { StepPage } from './StepPage.tsx'
import type { Question, SignIn } from './useSignIn.ts'

type PasskeyPromptProps = { question: Extract<Question, { step: 'passkey' }>; signIn: SignIn }

const words: Record<PasskeyTrouble, { title: string; detail: string }> = {
  'not used': {
    title: t`No passkey was used`,
    detail: t`The request was closed, ran out of time, or no passkey on this device is for this account. Try again, or choose another way.`,
  },
  'not supported': {
    title: t`This browser cannot use passkeys`,
    detail: t`Choose another way, or sign in with another browser.`,
  },
  'other site': {
    title: t`Your passkey is for another address`,
    detail: t`Passkeys work at the address they were made for, and this page has another one. Choose another way, and tell whoever runs this page.`,
  },
  unreadable: {
    title: t`Cognito’s question could not be read`,
    detail: t`The browser cannot ask for a passkey with what Cognito sent. Choose another way.`,
  },
  failed: {
    title: t`The passkey did not work`,
    detail: t`The browser gave no reason. Try again, or choose another way.`,
  },
}

const hopeless: readonly PasskeyTrouble[] = ['not supported', 'other site', 'unreadable']

export const PasskeyPrompt = ({ question, signIn }: PasskeyPromptProps) => {
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<PasskeyTrouble>()
  const request = useRef<AbortController>(undefined)
  const { busy, failure, over, username } = signIn

  const ask = async () => {
    request.current?.abort()
    const controller = new AbortController()
    request.current = controller
    setAsking(true)
    setTrouble(undefined)
    const given = await passkeyFor(question.options, controller.signal)
    if (controller.signal.aborted) return
    setAsking(false)
    if ('trouble' in given) setTrouble(given.trouble)
    else signIn.take(async () => vault.answer('answerPasskey', { credential: given.credential }))
  }

  // The press that chose the passkey stands for this one too.
  useEffect(() => {
    void ask()
    return () => request.current?.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- once for this question
  }, [])

  const leaving = signIn.otherWays
  const otherWays =
    leaving &&
    (() => {
      request.current?.abort()
      setAsking(false)
      leaving()
    })
  const waiting = (asking && t`Waiting for your passkey`) || (busy && t`Checking the passkey`)
  const again = trouble === undefined || !hopeless.includes(trouble)
  return (
    <StepPage
      title={t`Use your passkey`}
      lead={
        <Trans>
          Your browser asks for the passkey of <bdi className="text-ink">{username}</bdi>.
        </Trans>
      }
    >
      {trouble && !failure ? (
        <Notice kind="warn" role="alert" title={words[trouble].title}>
          {words[trouble].detail}
        </Notice>
      ) : null}
      <SignInFailure signIn={signIn} notice={FailureNotice} />
      <div className="flex flex-col gap-2">
        {again ? (
          <Button
            variant="primary"
            busy={waiting}
            className="w-full"
            onClick={() => (over ? signIn.goWay('passkey') : void ask())}
          >
            {trouble || failure ? t`Try again` : t`Use your passkey`}
          </Button>
        ) : null}
        <StepActions signIn={{ ...signIn, otherWays }} nothingElse={!again} />
      </div>
    </StepPage>
  )
}
