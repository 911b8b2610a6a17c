import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { TextField } from '../../ui/TextField.tsx'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { SignIn } from './useSignIn.ts'

type PasswordFormProps = {
  signIn: SignIn
  /** Back to the other ways; undefined when there is none. */
  onOtherWay: (() => void) | undefined
}

/** The password, once it was chosen as the way in. */
export const PasswordForm = ({ signIn, onOtherWay }: PasswordFormProps) => {
  const { username } = signIn
  return (
    <StepPage
      title={t`Type your password`}
      lead={
        <Trans>
          For <bdi className="text-ink">{username}</bdi>
        </Trans>
      }
    >
      <StepForm
        signIn={{ ...signIn, otherWays: onOtherWay }}
        action={t`Sign in`}
        doing={t`Signing in`}
        beginsAgain
        onSubmit={(given) => signIn.goWay('password', typed(given, 'password'))}
      >
        <input type="hidden" autoComplete="username" value={username} readOnly />
        <TextField
          label={t`Password`}
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={256}
        />
      </StepForm>
    </StepPage>
  )
}
