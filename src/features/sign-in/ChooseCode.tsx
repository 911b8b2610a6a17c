import { t } from '@lingui/core/macro'
import { vault } from '../../vault/client.ts'
import { Choices } from './Choices.tsx'
import { StepPage } from './StepPage.tsx'
import type { Question, SignIn } from './useSignIn.ts'
import { sources } from './words.ts'

type ChooseCodeProps = { question: Extract<Question, { step: 'choose code' }>; signIn: SignIn }

export const ChooseCode = ({ question, signIn }: ChooseCodeProps) => (
  <StepPage title={t`Choose where your code comes from`} lead={t`This account is protected by a second step.`}>
    <Choices
      label={t`Where the code can come from`}
      of={question.from}
      words={sources}
      signIn={signIn}
      onChoose={(from) => signIn.take(async () => vault.answer('chooseCode', { from }))}
    />
  </StepPage>
)
