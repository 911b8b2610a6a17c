import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { TextField, type TextFieldProps } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { Question, SignIn } from './useSignIn.ts'

type NewPasswordFormProps = { question: Extract<Question, { step: 'new password' }>; signIn: SignIn }

type KnownField = Pick<TextFieldProps, 'label' | 'type' | 'autoComplete' | 'hint'>

/** How the attributes that Cognito knows by name are called and typed. Others are plain text. */
const fields = new Map<string, KnownField>([
  ['name', { label: t`Name`, autoComplete: 'name' }],
  ['given_name', { label: t`Given name`, autoComplete: 'given-name' }],
  ['middle_name', { label: t`Middle name`, autoComplete: 'additional-name' }],
  ['family_name', { label: t`Family name`, autoComplete: 'family-name' }],
  ['nickname', { label: t`Nickname`, autoComplete: 'nickname' }],
  ['preferred_username', { label: t`Preferred username` }],
  ['email', { label: t`Email`, type: 'email', autoComplete: 'email' }],
  [
    'phone_number',
    {
      label: t`Phone number`,
      type: 'tel',
      autoComplete: 'tel',
      hint: t`With country code and no spaces, such as +4712345678.`,
    },
  ],
  ['birthdate', { label: t`Birthdate`, type: 'date', autoComplete: 'bday' }],
  ['address', { label: t`Address`, autoComplete: 'street-address' }],
  ['website', { label: t`Website`, type: 'url', autoComplete: 'url' }],
  ['profile', { label: t({ message: 'Profile', context: 'address of a profile page' }) }],
  ['picture', { label: t({ message: 'Picture', context: 'address of a picture' }) }],
  ['gender', { label: t`Gender` }],
  ['locale', { label: t({ message: 'Locale', context: 'of a person' }) }],
  ['zoneinfo', { label: t`Zoneinfo` }],
])

export const NewPasswordForm = ({ question, signIn }: NewPasswordFormProps) => {
  const { username } = question
  return (
    <StepPage
      title={t`Choose a new password`}
      lead={
        <Trans>
          The one you used for <bdi className="text-ink">{username}</bdi> was temporary.
        </Trans>
      }
    >
      <StepForm
        signIn={signIn}
        action={t`Set the password and sign in`}
        doing={t`Setting the password`}
        onSubmit={(given) => {
          const newPassword = typed(given, 'newPassword')
          const attributes = question.requiredAttributes.map(
            (name) => [name, typed(given, `attribute ${name}`)] as const,
          )
          signIn.take(async () =>
            vault.answer('answerNewPassword', { newPassword, attributes: Object.fromEntries(attributes) }),
          )
        }}
      >
        <input type="hidden" autoComplete="username" value={username} readOnly />
        <TextField
          label={t`New password`}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          maxLength={256}
        />
        {question.requiredAttributes.map((name) => (
          <TextField key={name} name={`attribute ${name}`} maxLength={2048} {...fieldOf(name)} />
        ))}
      </StepForm>
    </StepPage>
  )
}

/** An attribute of the pool's own is called as the pool calls it. */
function fieldOf(attribute: string): KnownField {
  const words = attribute.replace(/^(custom|dev):/, '').replaceAll('_', ' ')
  return fields.get(attribute) ?? { label: words.charAt(0).toUpperCase() + words.slice(1) }
}
