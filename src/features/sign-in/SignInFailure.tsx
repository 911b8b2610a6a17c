import type { ComponentType } from 'react'

import { managedLoginOf } from '../../lib/deployment.ts'
import { FailureLater } from '../../ui/FailureLater.tsx'
import type { FailureNoticeProps } from '../../ui/FailureNotice.tsx'
import { vault } from '../../vault/client.ts'
import { NewPasswordFirst } from './NewPasswordFirst.tsx'
import type { SignIn } from './useSignIn.ts'

type SignInFailureProps = {
  signIn: Pick<SignIn, 'failure' | 'memoryOnly'>
  /** What shows it. A step, which is loaded later than the first form, brings its own: without a network too. */
  notice?: ComponentType<FailureNoticeProps>
  /** Whether this is a shared computer; where it cannot be said any more, what was said at the beginning. */
  isShared?: () => boolean
}

/** Why a sign-in failed, with the way on for whoever has to set a new password first. */
export const SignInFailure = ({
  signIn,
  notice: Notice = FailureLater,
  isShared = () => signIn.memoryOnly,
}: SignInFailureProps) => {
  const { failure } = signIn
  if (failure === undefined) return null
  const domain = failure.code === 'PasswordResetRequiredException' ? managedLoginOf(vault.config) : undefined
  return (
    <Notice
      failure={failure}
      role="alert"
      actions={domain === undefined ? undefined : <NewPasswordFirst domain={domain} isShared={isShared} />}
    />
  )
}
