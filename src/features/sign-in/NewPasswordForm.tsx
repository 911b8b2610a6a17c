import { t } from '@lingui/core/macro'
import { TextField, type TextFieldProps } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { Question, SignIn } from './useSignIn.ts'

type NewPasswordFormProps = { question: Extract<Question, { step: 'new password' }>; signIn: SignIn }

/** How the attributes that Cognito knows by name are typed. Others are plain text. */
const fields = new Map<string, Pick<TextFieldProps, 'type' | 'autoComplete' | 'hint' | 'placeholder'>>([
  ['name', { autoComplete: 'name' }],
  ['given_name', { autoComplete: 'given-name' }],
  ['middle_name', { autoComplete: 'additional-name' }],
  ['family_name', { autoComplete: 'family-name' }],
  ['nickname', { autoComplete: 'nickname' }],
  ['email', { type: 'email', autoComplete: 'email' }],
  [
    'phone_number',
    { type: 'tel', autoComplete: 'tel', hint: t`With country code and no spaces, such as +4712345678.` },
  ],
  ['birthdate', { type: 'date', autoComplete: 'bday' }],
  ['address', { autoComplete: 'street-address' }],
  ['website', { type: 'url', autoComplete: 'url' }],
])

export const NewPasswordForm = ({ question, signIn }: NewPasswordFormProps) => (
  <StepPage
    title={t`Choose a new password`}
    lead={
      <>
        {t`The one you used for `}
        <bdi className="text-ink">{question.username}</bdi>
        {t` was temporary.`}
      </>
    }
  >
    <StepForm
      signIn={signIn}
      action={t`Set the password and sign in`}
      doing={t`Setting the password`}
      onSubmit={(given) => {
        const newPassword = typed(given, 'newPassword')
        const attributes = question.requiredAttributes.map((name) => [name, typed(given, `attribute ${name}`)] as const)
        signIn.take(async () =>
          vault.answer('answerNewPassword', { newPassword, attributes: Object.fromEntries(attributes) }),
        )
      }}
    >
      <input type="hidden" autoComplete="username" value={question.username} readOnly />
      <TextField
        label={t`New password`}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        maxLength={256}
      />
      {question.requiredAttributes.map((name) => (
        <TextField key={name} label={labelOf(name)} name={`attribute ${name}`} maxLength={2048} {...fields.get(name)} />
      ))}
    </StepForm>
  </StepPage>
)

function labelOf(attribute: string): string {
  const words = attribute.replace(/^(custom|dev):/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
