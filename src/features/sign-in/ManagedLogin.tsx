import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FailureLater } from '../../ui/FailureLater.tsx'
import { useManagedLogin } from './useManagedLogin.ts'
import type { SharedBox } from './useSharedBox.ts'

type ManagedLoginProps = {
  /** The address of managed login. */
  domain: string
  /** Where it stands among the ways to sign in. */
  place: 'alone' | 'first' | 'after'
  /** The box that asks whether this is a shared computer stands in the form beside it; alone, this has it. */
  shared: SharedBox['attach']
  isShared: SharedBox['isTicked']
}

/** The way to sign in that leads to Cognito's own pages and back. */
export const ManagedLogin = ({ domain, place, shared, isShared }: ManagedLoginProps) => {
  const { busy, failure, go } = useManagedLogin()
  const { host } = new URL(domain)

  return (
    <div className="flex flex-col gap-4">
      {place === 'after' ? <Divider /> : null}
      {place === 'alone' ? (
        <Checkbox
          ref={shared}
          label={t`Shared computer`}
          hint={t`Nothing is kept on this device. Sign out before you reload or close the tab: that loses the session here, and does not end it.`}
        />
      ) : null}
      {failure ? <FailureLater failure={failure} role="alert" /> : null}
      <div className="flex flex-col gap-1">
        <Button
          variant={place === 'after' ? 'secondary' : 'primary'}
          busy={busy && t`Opening managed login`}
          onClick={() => go({ memoryOnly: isShared() })}
          className="w-full"
        >
          <Trans>Continue to managed login</Trans>
        </Button>
        <p className="text-xs break-words text-muted">
          <Trans>
            Opens Cognito’s sign-in page at <bdi>{host}</bdi>, and comes back here.
          </Trans>
        </p>
      </div>
      {place === 'first' ? <Divider /> : null}
    </div>
  )
}

const Divider = () => (
  <div className="flex items-center gap-3 text-sm text-muted">
    <span className="h-px flex-1 bg-line" />
    {t({ message: 'or', context: 'between two ways to sign in' })}
    <span className="h-px flex-1 bg-line" />
  </div>
)
