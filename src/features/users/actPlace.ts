import type { OperatorReceipt } from '../../vault/protocol/acts.ts'

/** Where on a user's page an act is asked for, and what came of it told. */
export type ActPlace = 'head' | 'sessions' | 'devices' | 'account'

export function placeOf({ acts }: Pick<OperatorReceipt, 'acts'>): ActPlace {
  const what = acts[0]?.act.do
  switch (what) {
    case 'end session':
      return 'sessions'
    case 'forget device':
    case 'forget devices':
      return 'devices'
    case 'disable':
    case 'enable':
    case 'reset password':
      return 'account'
    case 'sign out':
    case undefined:
      return 'head'
    default:
      return what satisfies never
  }
}
