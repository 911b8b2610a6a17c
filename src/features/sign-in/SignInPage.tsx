import type { ReactNode } from 'react'

import type { Config } from '../../lib/config.ts'
import { managedLoginOf } from '../../lib/deployment.ts'
import type { Ended } from '../../vault/protocol.ts'
import { EndedNotice } from './EndedNotice.tsx'
import { NewPasswordFirst } from './NewPasswordFirst.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useSignIn } from './useSignIn.ts'

type SignInPageProps = {
  /** The deployment; unknown while the page has only just been painted. */
  config?: Config | undefined
  /** How the session that was here before ended, if one was. */
  ended?: Ended | undefined
  /** A way to the receipt of that end, where there is one. */
  receipt?: ReactNode
  /** What more is to be said about that end. */
  aftermath?: ReactNode
}

export const SignInPage = ({ config, ended, receipt, aftermath }: SignInPageProps) => {
  const { signIn, asked, begin, beginning } = useSignIn()
  if (asked) {
    const { Step, question, serial } = asked
    return <Step key={serial} question={question} signIn={signIn} />
  }
  const domain = ended?.reason === 'password reset required' && config ? managedLoginOf(config) : undefined
  const notice = (isShared: () => boolean) =>
    ended ? (
      <EndedNotice
        ended={ended}
        actions={
          domain === undefined ? (
            receipt
          ) : (
            <>
              <NewPasswordFirst domain={domain} isShared={isShared} />
              {receipt}
            </>
          )
        }
      >
        {aftermath}
      </EndedNotice>
    ) : null
  return <SignInForm config={config} notice={notice} signIn={signIn} before={beginning} onBegin={begin} />
}
