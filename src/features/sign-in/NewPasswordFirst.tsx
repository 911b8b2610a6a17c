import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/Button.tsx'
import { FailureLater } from '../../ui/FailureLater.tsx'
import { useManagedLogin } from './useManagedLogin.ts'

type NewPasswordFirstProps = {
  /** The address of managed login. */
  domain: string
  /** Whether this is a shared computer. */
  isShared: () => boolean
}

/** The way on for somebody who has to set a new password: managed login's page for that, which leads on to a sign-in. */
export const NewPasswordFirst = ({ domain, isShared }: NewPasswordFirstProps) => {
  const { busy, failure, go } = useManagedLogin()
  const { host } = new URL(domain)
  return (
    <div className="flex flex-col gap-2">
      <Button
        busy={busy && t`Opening managed login`}
        onClick={() => go({ memoryOnly: isShared(), first: 'new password' })}
      >
        <Trans>Set a new password</Trans>
      </Button>
      <p className="text-xs break-words text-muted">
        <Trans>
          Opens Cognito’s page for it at <bdi>{host}</bdi>, which sends you a code and leads back here.
        </Trans>
      </p>
      {failure ? <FailureLater failure={failure} /> : null}
    </div>
  )
}
