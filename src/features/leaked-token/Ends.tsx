import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'

import { leakMayHaveEnded } from '../../lib/leaked.ts'
import { secondText } from '../../lib/time.ts'
import { type MarkState, StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { Since } from './since.ts'

type EndProps = { receiptId: string }

/** How far a token's own end has come, in a mark, a word and a sentence. */
function useEnd(receiptId: string): { mark: MarkState; word: string; why: string } {
  const receipt = useSyncExternalStore(vault.subscribe, () => vault.receiptSeen(receiptId))
  if (receipt?.kind === 'leaked token') {
    const { server, proof } = receipt
    if (proof.state === 'observed refused') {
      return { mark: 'ended', word: t`Ended`, why: t`Ended: Cognito was seen to refuse it.` }
    }
    if (leakMayHaveEnded(receipt)) {
      return {
        mark: 'unknown',
        word: t`Not known`,
        why: t`An answer of Cognito’s was lost: whether it ended is not known.`,
      }
    }
    if (server.step === 'refused') {
      return { mark: 'failed', word: t`Not ended`, why: t`Nothing was ended. Treat it as alive.` }
    }
    if (server.step === 'accepted' && proof.state === 'still answers') {
      return { mark: 'failed', word: t`Still answers`, why: t`Cognito accepted its end, but it still answers.` }
    }
    if (server.step === 'accepted' && proof.state !== 'waiting') {
      return { mark: 'unknown', word: t`Not observed`, why: t`Cognito accepted its end, which was not observed.` }
    }
  }
  return { mark: 'ending', word: t`Asked to end`, why: t`Asked to end: not yet seen to be refused.` }
}

/** In the place of what was known of the token before: a card says one state. */
export const EndMark = ({ receiptId }: EndProps) => {
  const { mark, word } = useEnd(receiptId)
  return <StateMark state={mark}>{word}</StateMark>
}

export const EndLine = ({ receiptId }: EndProps) => (
  <p role="status" className="flex flex-wrap items-center gap-x-3 text-sm">
    {useEnd(receiptId).why}
    <ReceiptLink receiptId={receiptId} />
  </p>
)

/** What was done with another token of the text, as far as it is about this one. */
export const SinceLine = ({ since }: { since: Since }) => {
  const time = secondText(since.at)
  if (since.what === 'access refused') {
    const { message } = since
    return (
      <p className="max-w-prose text-sm wrap-anywhere">
        {t`Cognito refused the access token of the same sign-in at ${time}: “${message}”`}
      </p>
    )
  }
  return (
    <p className="max-w-prose text-sm wrap-anywhere">
      <SinceWords since={since} time={time} /> <ReceiptLink receiptId={since.receiptId} />
    </p>
  )
}

type SinceWordsProps = { since: Exclude<Since, { what: 'access refused' }>; time: string }

const SinceWords = ({ since, time }: SinceWordsProps) => {
  if (since.what === 'revoked') {
    return t`A refresh token of this text was revoked at ${time}. Whether this one is of the same sign-in is not known.`
  }
  if (since.sure) return t`Its user was signed out everywhere at ${time}: Cognito accepted it.`
  const user = <bdi>{since.username}</bdi>
  return (
    <Trans>
      {user} was signed out everywhere at {time}: Cognito accepted it. Whether this token is of that user is not known.
    </Trans>
  )
}

const ReceiptLink = ({ receiptId }: EndProps) => (
  <Link to="/receipts/$receiptId" params={{ receiptId }} className="rounded-sm underline">
    <Trans>Show receipt</Trans>
  </Link>
)
