import { t } from '@lingui/core/macro'

import { Notice } from './Notice.tsx'

/** Says beforehand that the account is the operator's own, and what that means for this tab. */
export const OwnNotice = ({ meanings }: { meanings: readonly string[] }) =>
  meanings.length === 0 ? null : (
    <Notice kind="warn" title={t`This is you`}>
      <p>{meanings.join(' ')}</p>
    </Notice>
  )
