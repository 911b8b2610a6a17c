import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'

import { isFresh, wayToProve } from '../../lib/freshness.ts'
import { Button } from '../../ui/Button.tsx'
import { Tip } from '../../ui/Tip.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'

/**
 * The way to a fresh sign-in for whoever came through managed login: it asks who they are, whatever its cookie is good for,
 * and leads back to this page. Signing out and in again would only lead through the cookie. The session goes on until the
 * new one takes its place, and all that is in the page's memory alone goes with the page.
 */
export const FreshSignIn = ({ session }: { session: SessionFacts }) => {
  const now = useNow(undefined, 10_000)
  const tip = useId()
  const go = useMutation({
    mutationFn: async () => {
      const returnTo = `${location.pathname}${location.search}`
      await vault.beginManagedLogin({ memoryOnly: session.memoryOnly, returnTo, anew: true })
    },
    meta: { operation: 'oauth2/authorize', failure: 'toast' },
  })
  if (wayToProve(session) !== 'ask anew' || isFresh(session, now)) return null
  return (
    <Tip
      id={tip}
      text={t`Managed login asks who you are, and leads back here. The page is loaded anew: what was selected, typed or counted on it is lost. Bulk work and switching revocation off need a sign-in of the last five minutes.`}
      className="inline-flex [&>button]:grow"
    >
      <Button busy={go.isPending && t`Opening managed login`} aria-describedby={tip} onClick={() => go.mutate()}>
        <Trans>Sign in again</Trans>
      </Button>
    </Tip>
  )
}
