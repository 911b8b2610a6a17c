import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Notice } from '../../ui/Notice.tsx'
import { StepActions } from './StepActions.tsx'
import { StepPage } from './StepPage.tsx'
import type { Question, SignIn } from './useSignIn.ts'

type NotSupportedProps = { question: Extract<Question, { step: 'not supported' }>; signIn: SignIn }

const known = new Map([
  [
    'CUSTOM_CHALLENGE',
    t`This user pool asks a question of its own, which only the app that it was made for can put to you. Sign in with that app, or ask whoever runs the pool for another way.`,
  ],
  [
    'MFA_SETUP',
    t`A second step has to be set up, of a kind that cannot be set up here. Ask whoever runs the pool to add your phone number, or to allow an authenticator app.`,
  ],
])

export const NotSupported = ({ question, signIn }: NotSupportedProps) => {
  const { challenge } = question
  return (
    <StepPage title={t`Cognito asks for something else`}>
      <Notice kind="warn" role="alert" title={t`Curfew cannot answer this`}>
        <p>
          {known.get(challenge) ??
            t`This version of Curfew does not know the question. Sign in with the app of this user pool, or ask whoever runs it for another way.`}
        </p>
        <p>
          <Trans>
            The challenge is <code className="break-all">{challenge}</code>. You are not signed in.
          </Trans>
        </p>
      </Notice>
      <StepActions signIn={signIn} nothingElse />
    </StepPage>
  )
}
