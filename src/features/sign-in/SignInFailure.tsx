import { FailureLater } from '../../ui/FailureLater.tsx'
import { vault } from '../../vault/client.ts'
import { NewPasswordFirst } from './NewPasswordFirst.tsx'
import type { SignIn } from './useSignIn.ts'

type SignInFailureProps = { signIn: Pick<SignIn, 'failure' | 'memoryOnly'> }

/** Why a sign-in failed, with the way on for whoever has to set a new password first. */
export const SignInFailure = ({ signIn: { failure, memoryOnly } }: SignInFailureProps) => {
  if (failure === undefined) return null
  const domain = failure.code === 'PasswordResetRequiredException' ? vault.config.domain : undefined
  return (
    <FailureLater
      failure={failure}
      role="alert"
      actions={domain === undefined ? undefined : <NewPasswordFirst domain={domain} isShared={() => memoryOnly} />}
    />
  )
}
