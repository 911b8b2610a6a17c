import type { IconName } from '../../ui/Icon.tsx'
import type { CodeSource, SignInWay } from '../../vault/protocol/signIn.ts'

/** What somebody can choose from, in words. */
type Words = { icon: IconName; title: string; detail: string }

/** Where a code can come from. */
export const sources: Record<CodeSource, Words> = {
  'authenticator app': { icon: 'phone', title: 'Authenticator app', detail: 'The code that the app shows now' },
  'text message': { icon: 'message', title: 'Text message', detail: 'A code sent to your phone' },
  email: { icon: 'mail', title: 'Email', detail: 'A code sent to your email address' },
}

/** The ways in. */
export const ways: Record<SignInWay, Words> = {
  password: { icon: 'lock', title: 'Password', detail: 'The one of this account' },
  passkey: { icon: 'key', title: 'Passkey', detail: 'Your fingerprint, face, PIN or security key' },
  'text message': { icon: 'message', title: 'Code by text message', detail: 'Sent to your phone' },
  email: { icon: 'mail', title: 'Code by email', detail: 'Sent to your email address' },
}
