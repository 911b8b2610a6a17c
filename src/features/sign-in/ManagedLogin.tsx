import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'

import { type Failure, failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FailureLater } from '../../ui/FailureLater.tsx'
import { vault } from '../../vault/client.ts'

type ManagedLoginProps = {
  /** The address of managed login. */
  domain: string
  /** Where it stands among the ways to sign in. */
  place: 'alone' | 'first' | 'after'
  /** Whether this is a shared computer, as the form beside it says; alone, this asks by itself. */
  isShared: () => boolean
}

/** The way to sign in that leads to Cognito's own pages and back. */
export const ManagedLogin = ({ domain, place, isShared }: ManagedLoginProps) => {
  const shared = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()

  // Whoever goes back from managed login may find the page as they left it.
  useEffect(() => {
    const look = (event: PageTransitionEvent) => event.persisted && setBusy(false)
    globalThis.addEventListener('pageshow', look)
    return () => globalThis.removeEventListener('pageshow', look)
  }, [])

  const { host } = new URL(domain)

  const go = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const memoryOnly = shared.current?.checked ?? isShared()
      await vault.beginManagedLogin({ memoryOnly, returnTo: `${location.pathname}${location.search}` })
    } catch (error) {
      setFailure(failureOf(error, 'oauth2/authorize'))
      setBusy(false)
    }
  }

  return (
    <div className="flex flex-col gap-4">
      {place === 'after' ? <Divider /> : null}
      {place === 'alone' ? (
        <Checkbox
          ref={shared}
          label={t`Shared computer`}
          hint={t`Nothing is kept on this device: a reload or a closed tab leaves no session here.`}
        />
      ) : null}
      {failure ? <FailureLater failure={failure} role="alert" /> : null}
      <div className="flex flex-col gap-1">
        <Button
          variant={place === 'after' ? 'secondary' : 'primary'}
          busy={busy && t`Opening managed login`}
          onClick={() => void go()}
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
