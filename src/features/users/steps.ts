import { t } from '@lingui/core/macro'
import type { UserAct } from '../../lib/acts.ts'

/**
 * The steps for an account that somebody else has got into, in their order, and what each is good for. `within` names a
 * step in a list, or after a verb.
 */
export const steps = [
  {
    do: 'disable',
    within: t`disable the account`,
    why: t`Nobody signs in with it any more, and every session ends for good.`,
  },
  {
    do: 'sign out',
    within: t`sign out everywhere`,
    why: t`Every session in every app of the pool ends, whether the account is disabled or not.`,
  },
  {
    do: 'forget devices',
    within: t`forget every device`,
    why: t`No remembered device stands in for a second factor any more.`,
  },
  {
    do: 'reset password',
    within: t`reset the password`,
    why: t`The old password stops working, and Cognito sends the user a code. Where it refuses that for a disabled account, the account is enabled first.`,
  },
  {
    do: 'enable',
    within: t`enable again`,
    why: t`Only together with the password reset: where that fails, the account is left disabled.`,
  },
] as const satisfies readonly { do: UserAct['do']; within: string; why: string }[]

export type Step = (typeof steps)[number]['do']
