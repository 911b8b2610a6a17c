import { t } from '@lingui/core/macro'
import { lazy, Suspense } from 'react'

import { CopyButton } from '../../ui/CopyButton.tsx'
import { vault } from '../../vault/client.ts'
import { CodeField } from './CodeField.tsx'
import { codeError } from './codeError.ts'
import { StepForm } from './StepForm.tsx'
import { StepPage } from './StepPage.tsx'
import { typed } from './typed.ts'
import type { Question, SignIn } from './useSignIn.ts'

// Without the picture the secret can still be typed.
const QrCode = lazy(async () =>
  import('./QrCode.tsx').then(
    ({ QrCode }) => ({ default: QrCode }),
    () => ({ default: Missing }),
  ),
)
const Missing = () => <p className="p-4 text-sm">{t`The picture could not be loaded. Type the secret instead.`}</p>

type SetUpAppProps = { question: Extract<Question, { step: 'set up authenticator app' }>; signIn: SignIn }

export const SetUpApp = ({ question, signIn }: SetUpAppProps) => {
  const error = codeError(question.wrong, signIn.failure)
  return (
    <StepPage
      title={t`Set up an authenticator app`}
      lead={t`From then on it shows the code that you type after your password.`}
    >
      <StepForm
        signIn={signIn}
        action={t`Finish and sign in`}
        doing={t`Checking the code`}
        told={error !== undefined}
        onSubmit={(given) =>
          signIn.take(async () => vault.answer('answerSetUp', { code: typed(given, 'code').replaceAll(/\s/g, '') }))
        }
      >
        <ol className="flex flex-col gap-5">
          <li className="flex flex-col gap-3">
            <h2 className="font-semibold">{t`1. Scan this with the app`}</h2>
            <div className="grid size-56 place-items-center self-center overflow-clip rounded-md border border-line">
              <Suspense>
                <QrCode text={question.uri} />
              </Suspense>
            </div>
          </li>
          <li className="flex flex-col gap-2">
            <h2 className="font-semibold">{t`Or type this secret into it`}</h2>
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
              <code className="break-words" dir="ltr">
                {grouped(question.secret)}
              </code>
              <CopyButton value={question.secret} label={t`Copy secret`} />
            </div>
            <p className="text-xs text-muted">{t`It is shown this once. Whoever has it can make your codes.`}</p>
          </li>
          <li className="flex flex-col gap-3">
            <h2 className="font-semibold">{t`2. Type the code that the app shows`}</h2>
            <CodeField
              hint={t`Six digits. The app shows a new one every 30 seconds.`}
              error={error}
              busy={signIn.busy}
            />
          </li>
        </ol>
      </StepForm>
    </StepPage>
  )
}

function grouped(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
