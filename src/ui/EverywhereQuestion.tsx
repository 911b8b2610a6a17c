import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { Failure } from '../lib/failure.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { FailureNotice } from './FailureNotice.tsx'

type EverywhereQuestionProps = {
  open: boolean
  onClose: () => void
  /** Whose sessions. */
  name: string
  /** Which sessions end, in a sentence. */
  ends: string
  onConfirm: () => void
  pending: boolean
  /** Why it did not happen. */
  failure: Failure | undefined
  blocked?: string | undefined
  /** What still works after it. */
  children: ReactNode
}

/** Asks whether all sessions of a person are to end. */
export const EverywhereQuestion = ({ name, ends, pending, failure, ...dialog }: EverywhereQuestionProps) => (
  <ConfirmDialog
    {...dialog}
    title={
      <Trans>
        Sign out <bdi>{name}</bdi> on every device?
      </Trans>
    }
    consequences={[
      ends,
      t`Every app will ask you to sign in again; a browser of managed login may do that without your password.`,
    ]}
    confirm={failure ? t`Try again` : t`Sign out everywhere`}
    busy={pending && t`Signing out`}
    error={failure && <FailureNotice failure={failure} />}
    size="large"
  />
)
