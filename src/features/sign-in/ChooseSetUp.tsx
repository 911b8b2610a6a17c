import { t } from '@lingui/core/macro'
import { vault } from '../../vault/client.ts'
import { Choices } from './Choices.tsx'
import { StepPage } from './StepPage.tsx'
import type { Question, SignIn } from './useSignIn.ts'

type ChooseSetUpProps = { question: Extract<Question, { step: 'choose set-up' }>; signIn: SignIn }

const words = {
  'authenticator app': { icon: 'phone', title: t`Authenticator app`, detail: t`An app on your phone shows the codes` },
  email: { icon: 'mail', title: t`Email`, detail: t`Codes are sent to your email address` },
} as const

export const ChooseSetUp = ({ question, signIn }: ChooseSetUpProps) => (
  <StepPage
    title={t`Set up a second step`}
    lead={t`Every account here has one. Choose where your codes come from when you sign in.`}
  >
    <Choices
      label={t`What can be set up`}
      of={question.of}
      words={words}
      signIn={signIn}
      onChoose={(of) => signIn.take(async () => vault.answer('chooseSetUp', { of }))}
    />
  </StepPage>
)
