import { t } from '@lingui/core/macro'

import type { Words } from '../causes.ts'

/** What IndexedDB's errors are called: all that is known of one is its name (failure.ts). */
const ofDisk =
  /^(Abort|Data|InvalidState|NotFound|NotReadable|QuotaExceeded|Security|Timeout|TransactionInactive|Unknown|Version)Error$/

const noDisk: Readonly<Record<string, readonly Words[]>> = {
  Unexpected: [
    {
      when: ofDisk,
      title: t`This browser’s storage failed`,
      cause: t`Jobs are kept in it. It may be full, or closed to this page. What was written before is kept. Make room, then try again.`,
      meaning: '',
    },
  ],
}

/** Words of work that is kept on this browser's disk: of jobs as a whole, and of each kind. */
export const jobWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  Jobs: noDisk,
  audit: noDisk,
  'bulk switch': noDisk,
  'bulk sign-out': noDisk,
  'sign-out list': noDisk,
}
