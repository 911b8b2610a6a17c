import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { vault } from '../../vault/client.ts'
import type { Receipt } from '../../vault/protocol.ts'
import { verdictOf } from './account.ts'

type CookieRowProps = { receipt: Receipt; now: Date }

/**
 * What can still be done about managed login's cookie, on the receipt. Where the person had asked for it beforehand, the
 * browser goes on by itself once Cognito has answered; where Cognito cannot be reached it stays, and offers it.
 */
export const CookieRow = ({ receipt, now }: CookieRowProps) => {
  const { id, server, proof, cookie } = receipt
  const goingOn = useRef(false)
  const end = useMutation({
    mutationFn: async () => vault.endManagedLogin({ receiptId: id, verdict: verdictOf(receipt).title }),
    meta: { operation: 'oauth2/authorize', failure: 'in place' },
  })
  const answered = (server.step === 'accepted' || server.step === 'refused') && proof.state !== 'waiting'
  const settled = answered || server.step === 'not told yet' || server.step === 'given up'

  useEffect(() => {
    if (!settled || !vault.takeGoingOn(id) || !answered || goingOn.current) return
    goingOn.current = true
    end.mutate()
  }, [settled, answered, id, end])

  // Of a default nobody knows whether it is over.
  const isOver = cookie?.bound === 'exact' && cookie.until.getTime() <= now.getTime()
  if (cookie === undefined || cookie.backAt !== undefined || isOver) return null
  // It ends with the sign-in that the session came through, unless no end of that was seen.
  const isEnding = proof.state === 'waiting' || proof.state === 'observed refused'
  if (receipt.linked && server.step === 'accepted' && isEnding) return null
  const sentAt = cookie.sentAt === undefined ? undefined : momentText(cookie.sentAt, now)
  return (
    <div className="mt-2 flex flex-col items-start gap-2 @max-[40rem]:mb-2 print:hidden">
      {sentAt === undefined || end.isPending || end.isSuccess ? null : (
        <p>
          <Trans>
            This browser was sent to the logout page at {sentAt} and has not come back from there. The sign-out URL of
            the app client may not be registered.
          </Trans>
        </p>
      )}
      <Button
        size="small"
        busy={(end.isPending || end.isSuccess) && t`Opening the logout page`}
        onClick={() => end.mutate()}
      >
        {sentAt === undefined ? t`End that too` : t`Try once more`}
      </Button>
      {end.isError ? <FailureNotice failure={failureOf(end.error, 'oauth2/authorize')} role="alert" /> : null}
    </div>
  )
}
