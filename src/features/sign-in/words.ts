import { t } from '@lingui/core/macro'
import type { IconName } from '../../ui/Icon.tsx'
import type { CodeSource, SignInWay } from '../../vault/protocol/signIn.ts'

/** What somebody can choose from, in words. */
type Words = { icon: IconName; title: string; detail: string }

/** Where a code can come from. */
export const sources: Record<CodeSource, Words> = {
  'authenticator app': { icon: 'phone', title: t`Authenticator app`, detail: t`The code that the app shows now` },
  'text message': { icon: 'message', title: t`Text message`, detail: t`A code sent to your phone` },
  email: { icon: 'mail', title: t`Email`, detail: t`A code sent to your email address` },
}

/** The ways in. */
export const ways: Record<SignInWay, Words> = {
  password: { icon: 'lock', title: t`Password`, detail: t`The one of this account` },
  passkey: { icon: 'key', title: t`Passkey`, detail: t`Your fingerprint, face, PIN or security key` },
  'text message': { icon: 'message', title: t`Code by text message`, detail: t`Sent to your phone` },
  email: { icon: 'mail', title: t`Code by email`, detail: t`Sent to your email address` },
}
