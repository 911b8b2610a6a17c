import { t } from '@lingui/core/macro'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { SignIn } from './useSignIn.ts'

type SetUpEmailProps = { signIn: SignIn }

export const SetUpEmail = ({ signIn }: SetUpEmailProps) => (
  <StepPage title={t`Set up codes by email`} lead={t`Cognito sends a first code there, to see that it arrives.`}>
    <StepForm
      signIn={signIn}
      action={t`Send a code`}
      doing={t`Sending a code`}
      onSubmit={(given) =>
        signIn.take(async () => vault.answer('setUpEmail', { address: typed(given, 'address').trim() }))
      }
    >
      <TextField
        label={t`Email address`}
        name="address"
        type="email"
        autoComplete="email"
        maxLength={320}
        autoCapitalize="none"
        spellCheck={false}
      />
    </StepForm>
  </StepPage>
)
