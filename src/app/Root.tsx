import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'

import { ReturningPage } from '../features/sign-in/ReturningPage.tsx'
import { CallsToggle } from '../features/calls/CallsToggle.tsx'
import { SignInPage } from '../features/sign-in/SignInPage.tsx'
import { isEmulated, isProduction } from '../lib/deployment.ts'
import { failureOf } from '../lib/failure.ts'
import { AppFrame, Environment, toCome } from '../ui/AppFrame.tsx'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { Notice } from '../ui/Notice.tsx'
import { vault } from '../vault/client.ts'
import { CallsPart } from './CallsPart.tsx'
import { Languages } from './Languages.tsx'
import { fetchApp, Opening, pageReady, Waiting } from './Opening.tsx'
import type { Started } from './start.ts'
import { StartFailed } from './StartFailed.tsx'

const ConfigProblems = lazy(async () => ({ default: (await import('./ConfigProblems.tsx')).ConfigProblems }))
const OutboxPart = lazy(async () => ({ default: (await import('./OutboxPart.tsx')).OutboxPart }))

type RootProps = {
  /** Settles when the config has been read and the vault has said who is signed in. Never on the server. */
  started?: Promise<Started> | undefined
}

/**
 * The page from its first paint on. It begins as the sign-in page, which stands in index.html before any script runs;
 * without a session nothing else is loaded until somebody signs in.
 */
export const Root = ({ started }: RootProps) => {
  const [outcome, setOutcome] = useState<Started>()
  const session = useSyncExternalStore(vault.subscribe, vault.session, vault.session)
  const waiting = useSyncExternalStore(vault.subscribe, vault.outbox, vault.outbox)

  useEffect(() => {
    void started?.then((outcome) => {
      setOutcome(outcome)
      // Somebody can sign in from here on: now the faces may be fetched (theme/faces.css).
      document.documentElement.dataset['fonts'] = ''
      // The rest is fetched while the person types. Should that fail, it is asked for again when it is needed.
      void fetchApp().catch(() => undefined)
    })
  }, [started])

  // What index.html keeps back shows once what takes its place is there, and not a frame before.
  useLayoutEffect(() => {
    if (outcome === undefined) return
    delete document.documentElement.dataset['session']
    delete document.documentElement.dataset['words']
  }, [outcome])

  const isInApp = outcome?.state === 'open' && outcome.into === 'app'
  // Another tab may sign in: there is more to show than the form then.
  useEffect(() => {
    if (isInApp) return undefined
    return vault.subscribe(() => {
      if (vault.session().state === 'signed in') void pageReady().then(() => setOutcome(intoApp))
    })
  }, [isInApp])

  // What stands there stays until the page is there, and so does focus. What cannot be loaded, the app says itself.
  const leave = async (opened: Started & { state: 'open' }, into: 'sign-in' | 'app') => {
    if (into === 'app')
      await fetchApp()
        .then(pageReady)
        .catch(() => undefined)
    setOutcome({ ...opened, into })
  }

  if (outcome?.state === 'wrong config') {
    return (
      <Loaded>
        <ConfigProblems problems={outcome.problems} />
      </Loaded>
    )
  }
  if (outcome?.state === 'failed') return <StartFailed failure={outcome.failure} />
  if (isInApp) {
    return (
      <Loaded>
        <Opening />
      </Loaded>
    )
  }
  const config = outcome?.state === 'open' ? outcome.config : undefined
  const leftWith = outcome?.state === 'open' && outcome.into === 'sign-in' ? outcome.leftWith : undefined
  return (
    <AppFrame
      environment={
        config ? (
          <Environment
            kind={isEmulated(config) ? t`Emulator` : 'AWS'}
            parts={[config.region, config.name ?? config.userPoolId]}
            production={isProduction(config)}
          />
        ) : (
          toCome.environment
        )
      }
      tools={config ? <CallsToggle /> : toCome.tools}
      production={config !== undefined && isProduction(config)}
      foot={<Languages />}
      drawer={<CallsPart />}
    >
      {leftWith === undefined ? null : (
        <Notice kind="info" role="status" title={leftWith} className="mx-auto w-full max-w-sm">
          <Trans>
            Then this browser was sent through managed login’s logout page, and came back. On a shared computer no
            receipt is kept.
          </Trans>
        </Notice>
      )}
      {outcome?.state === 'open' && outcome.into === 'returning' ? (
        <ReturningPage finishing={outcome.finishing} onDone={(into) => void leave(outcome, into)} />
      ) : (
        <SignInPage config={config} ended={session.state === 'signed out' ? session.ended : undefined} />
      )}
      {/* Under the form: whoever types there already stays where they are. */}
      {waiting > 0 && outcome?.state === 'open' ? (
        <LoadBoundary fallback={null}>
          <Suspense fallback={null}>
            <OutboxPart />
          </Suspense>
        </LoadBoundary>
      ) : null}
    </AppFrame>
  )
}

/** An answer of managed login that is being taken shows its own end. */
const intoApp = (outcome: Started | undefined): Started | undefined =>
  outcome?.state === 'open' && outcome.into !== 'returning' ? { ...outcome, into: 'app' } : outcome

type LoadedProps = { children: ReactNode }

/** A part that is loaded when it is needed, or the page that says that it could not be. */
const Loaded = ({ children }: LoadedProps) => (
  <LoadBoundary fallback={<StartFailed failure={failureOf(undefined, 'load')} />}>
    <Suspense fallback={<Waiting />}>{children}</Suspense>
  </LoadBoundary>
)
