import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Notice } from '../../ui/Notice.tsx'
import type { Proof } from '../../vault/protocol.ts'

/** Says that the operator's own session was to end, and that its token is answered still. */
export const OwnStillAnswers = ({ own }: { own: { proof?: Proof } | undefined }) =>
  own?.proof?.state === 'still answers' ? (
    <Notice kind="danger" role="alert" title={t`Cognito still takes this browser’s own token`}>
      <Trans>It may need longer. Sign out of this browser by itself, or sign yourself out everywhere once more.</Trans>
    </Notice>
  ) : null
