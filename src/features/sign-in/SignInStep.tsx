import { ChooseCode } from './ChooseCode.tsx'
import { ChooseSetUp } from './ChooseSetUp.tsx'
import { ChooseWay } from './ChooseWay.tsx'
import { CodeForm } from './CodeForm.tsx'
import { NewPasswordForm } from './NewPasswordForm.tsx'
import { NotSupported } from './NotSupported.tsx'
import { PasskeyPrompt } from './PasskeyPrompt.tsx'
import { SetUpApp } from './SetUpApp.tsx'
import { SetUpEmail } from './SetUpEmail.tsx'
import type { Question, SignIn } from './useSignIn.ts'

type SignInStepProps = { question: Question; signIn: SignIn }

/** The form that goes with a question. Loaded when the first question is asked. */
export const SignInStep = ({ question, signIn }: SignInStepProps) => {
  switch (question.step) {
    case 'new password':
      return <NewPasswordForm question={question} signIn={signIn} />
    case 'code':
      return <CodeForm question={question} signIn={signIn} />
    case 'choose code':
      return <ChooseCode question={question} signIn={signIn} />
    case 'choose way':
      return <ChooseWay question={question} signIn={signIn} />
    case 'passkey':
      return <PasskeyPrompt question={question} signIn={signIn} />
    case 'choose set-up':
      return <ChooseSetUp question={question} signIn={signIn} />
    case 'set up authenticator app':
      return <SetUpApp question={question} signIn={signIn} />
    case 'set up email':
      return <SetUpEmail signIn={signIn} />
    case 'not supported':
      return <NotSupported question={question} signIn={signIn} />
    default:
      return question satisfies never
  }
}
