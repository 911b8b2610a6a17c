import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { vault } from '../../vault/client.ts'
import type { CodeSource } from '../../vault/protocol/signIn.ts'
import { CodeField } from './CodeField.tsx'
import { codeError } from './codeError.ts'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { Question, SignIn } from './useSignIn.ts'

type CodeFormProps = { question: Extract<Question, { step: 'code' }>; signIn: SignIn }

const titles: Record<CodeSource, string> = {
  'authenticator app': t`Type the code from your app`,
  'text message': t`Type the code from the text message`,
  email: t`Type the code from the email`,
}

const hints: Record<CodeSource, string> = {
  'authenticator app': t`Your app shows a new one every 30 seconds.`,
  'text message': t`It can take a minute to arrive. To have another one sent, start again.`,
  email: t`It can take a minute to arrive. To have another one sent, start again.`,
}

export const CodeForm = ({ question, signIn }: CodeFormProps) => {
  const error = codeError(question.wrong, signIn.failure)
  return (
    <StepPage title={titles[question.from]} lead={leadOf(question)}>
      <StepForm
        signIn={signIn}
        action={t`Sign in`}
        doing={t`Checking the code`}
        told={error !== undefined}
        onSubmit={(given) =>
          signIn.take(async () => vault.answer('answerCode', { code: typed(given, 'code').replaceAll(/\s/g, '') }))
        }
      >
        <CodeField hint={hints[question.from]} error={error} busy={signIn.busy} />
      </StepForm>
    </StepPage>
  )
}

function leadOf({ from, sentTo }: CodeFormProps['question']): ReactNode {
  if (from === 'authenticator app') return t`Open the authenticator app that you set up for this account.`
  if (sentTo === undefined || sentTo === '') return t`Cognito has sent it to you.`
  return (
    <Trans>
      Cognito has sent it to <bdi className="text-ink">{sentTo}</bdi>.
    </Trans>
  )
}
