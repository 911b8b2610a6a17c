import { t } from '@lingui/core/macro'
import type { UserAct } from '../../lib/acts.ts'

/** The steps for an account that somebody else has got into, in their order, and what each is good for. */
export const steps = [
  { do: 'disable', why: t`Nobody signs in with it any more, and every session ends for good.` },
  { do: 'sign out', why: t`Every session in every app of the pool is ended by itself too.` },
  { do: 'forget devices', why: t`No remembered device stands in for a second factor any more.` },
  {
    do: 'reset password',
    why: t`The old password opens nothing; Cognito sends the user a code. Where it refuses that for a disabled account, Curfew does it right after enabling.`,
  },
  { do: 'enable', why: t`Only with the password reset: until then the account stays disabled.` },
] as const satisfies readonly { do: UserAct['do']; why: string }[]

export type Step = (typeof steps)[number]['do']
