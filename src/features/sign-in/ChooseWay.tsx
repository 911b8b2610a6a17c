import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'

import { Choices } from './Choices.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { StepPage } from './StepPage.tsx'
import type { Question, SignIn } from './useSignIn.ts'
import { ways } from './words.ts'

type ChooseWayProps = { question: Extract<Question, { step: 'choose way' }>; signIn: SignIn }

export const ChooseWay = ({ question, signIn }: ChooseWayProps) => {
  const onlyPassword = question.ways.every((way) => way === 'password')
  const [withPassword, setWithPassword] = useState(onlyPassword)
  const { username } = signIn
  if (withPassword) {
    return <PasswordForm signIn={signIn} onOtherWay={onlyPassword ? undefined : () => setWithPassword(false)} />
  }
  return (
    <StepPage
      title={t`Choose how to sign in`}
      lead={
        <Trans>
          As <bdi className="text-ink">{username}</bdi>
        </Trans>
      }
    >
      <Choices
        label={t`Ways to sign in`}
        of={question.ways}
        words={ways}
        signIn={signIn}
        onChoose={(way) => (way === 'password' ? setWithPassword(true) : signIn.goWay(way))}
      />
    </StepPage>
  )
}
