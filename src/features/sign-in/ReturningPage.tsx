import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { type Failure, failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureLater } from '../../ui/FailureLater.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useArrival } from '../../ui/useArrival.ts'
import { vault } from '../../vault/client.ts'
import type { LoginOutcome } from '../../vault/protocol/managedLogin.ts'

type ReturningPageProps = {
  /** What comes of the answer that managed login sent the browser back with. */
  finishing: Promise<LoginOutcome | Failure>
  onDone: (into: 'app' | 'sign-in') => void
}

type Trouble = { failure: Failure; wanted?: LoginOutcome }

/** Back from managed login: its answer is being exchanged for tokens, or could not be. */
export const ReturningPage = ({ finishing, onDone }: ReturningPageProps) => {
  const heading = useArrival()
  const [trouble, setTrouble] = useState<Trouble>()
  const [busy, setBusy] = useState(false)
  const signedIn = useSyncExternalStore(vault.subscribe, vault.session).state === 'signed in'

  useEffect(() => {
    let gone = false
    // Whoever goes back from managed login instead of answering there finds the page as they left it.
    const look = (event: PageTransitionEvent) => event.persisted && onDone('sign-in')
    void finishing.then((outcome) => {
      if (gone) return
      if ('code' in outcome) setTrouble({ failure: outcome })
      else if (outcome.failure) setTrouble({ failure: outcome.failure, wanted: outcome })
      else if (outcome.again) globalThis.addEventListener('pageshow', look)
      else onDone('app')
    })
    return () => {
      gone = true
      globalThis.removeEventListener('pageshow', look)
    }
  }, [finishing, onDone])

  const again = async ({ wanted }: Trouble) => {
    if (wanted === undefined) {
      history.replaceState(null, '', '/')
      onDone('sign-in')
      return
    }
    setBusy(true)
    try {
      const { memoryOnly, returnTo, anew } = wanted
      await vault.beginManagedLogin({ memoryOnly, returnTo, anew })
    } catch (error) {
      setTrouble({ failure: failureOf(error, 'oauth2/authorize'), wanted })
      setBusy(false)
    }
  }

  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-5 pt-4 sm:pt-12">
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-[-0.02em]">
          {trouble ? t`You were not signed in` : t`Signing you in`}
        </h1>
        {trouble ? null : <p className="text-muted">{t`Cognito is giving this browser its tokens.`}</p>}
      </div>
      {trouble ? (
        <>
          <FailureLater failure={trouble.failure} role="alert" />
          <div className="flex flex-col gap-2">
            {signedIn ? (
              <Button
                variant="primary"
                onClick={() => {
                  history.replaceState(null, '', '/')
                  onDone('app')
                }}
              >
                <Trans>Go to my session</Trans>
              </Button>
            ) : (
              <Button variant="primary" busy={busy && t`Opening managed login`} onClick={() => void again(trouble)}>
                <Trans>Sign in again</Trans>
              </Button>
            )}
          </div>
        </>
      ) : (
        <Skeleton label={t`Signing you in`} lines={3} />
      )}
    </div>
  )
}
