import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'

import { appName } from '../../lib/appName.ts'
import { leakMayHaveEnded } from '../../lib/leaked.ts'
import { fullText } from '../../lib/time.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type MarkState, StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { LeakedToken } from '../../vault/protocol/leaks.ts'
import { EndUser } from './EndUser.tsx'
import { RevokeForm } from './RevokeForm.tsx'
import { kindText, lifeText } from './tokenText.ts'

type TokenCardProps = {
  token: LeakedToken
  /** When Cognito was asked about it. */
  lookedAt: Date
  /** Where to go once it is being ended; without it the card stays, and links to the receipt. */
  onReceipt: ((receiptId: string) => void) | undefined
}

/** One token: what it is, whose, whether it lives, and the way to end it. */
export const TokenCard = ({ token, lookedAt, onReceipt }: TokenCardProps) => {
  const [receiptId, setReceiptId] = useState<string>()
  const { mark, word, why } = lifeText(token, lookedAt)
  const done = (id: string) => (onReceipt ? onReceipt(id) : setReceiptId(id))
  const { kind, pool, signature } = token
  return (
    <Panel
      title={kindText[kind]}
      aside={receiptId === undefined ? <StateMark state={mark}>{word}</StateMark> : <EndMark receiptId={receiptId} />}
      footer={kind === 'refresh' ? undefined : <TokenFacts token={token} />}
    >
      <div className="flex flex-col items-start gap-4">
        {receiptId === undefined ? (
          <p className="max-w-prose text-sm text-muted wrap-anywhere">{why}</p>
        ) : (
          <ReceiptLink receiptId={receiptId} />
        )}
        {receiptId === undefined && kind === 'refresh' ? <RevokeForm tokenId={token.id} onReceipt={done} /> : null}
        {receiptId === undefined && pool.state === 'ours' && signature === 'fits' ? (
          <EndUser token={token} pool={pool} onReceipt={done} />
        ) : null}
      </div>
    </Panel>
  )
}

type EndProps = { receiptId: string }

/** How far its end has come, in a mark, a word and a sentence. */
function useEnd(receiptId: string): { mark: MarkState; word: string; why: string } {
  const receipt = useSyncExternalStore(vault.subscribe, () => vault.receiptSeen(receiptId))
  if (receipt?.kind === 'leaked token') {
    if (receipt.proof.state === 'observed refused') {
      return { mark: 'ended', word: t`Ended`, why: t`Ended: Cognito was seen to refuse it.` }
    }
    if (leakMayHaveEnded(receipt)) {
      return {
        mark: 'unknown',
        word: t`Not known`,
        why: t`An answer of Cognito’s was lost: whether it ended is not known.`,
      }
    }
    if (receipt.server.step === 'refused') {
      return { mark: 'failed', word: t`Not ended`, why: t`Nothing was ended. Treat it as alive.` }
    }
  }
  return { mark: 'ending', word: t`Asked to end`, why: t`Asked to end: not yet seen to be refused.` }
}

/** In the place of what was known of the token before: a card says one state. */
const EndMark = ({ receiptId }: EndProps) => {
  const { mark, word } = useEnd(receiptId)
  return <StateMark state={mark}>{word}</StateMark>
}

const ReceiptLink = ({ receiptId }: EndProps) => (
  <p role="status" className="flex flex-wrap items-center gap-x-3 text-sm">
    {useEnd(receiptId).why}
    <Link to="/receipts/$receiptId" params={{ receiptId }} className="rounded-sm underline">
      <Trans>Open the receipt</Trans>
    </Link>
  </p>
)

const TokenFacts = ({ token: { says, pool, signature } }: { token: LeakedToken }) => {
  const { username, sub, clientId, issuedAt, expiresAt } = says
  const expiry = expiresAt === undefined ? '' : fullText(expiresAt)
  return (
    <Facts
      facts={[
        {
          label: t`Whose`,
          value: <span className="wrap-anywhere">{username ?? t`It does not say`}</span>,
          hint: sub === undefined ? undefined : <Identifier value={sub} of="sub" />,
        },
        {
          label: t`App client`,
          value: clientId === undefined ? t`It does not say` : clientName(clientId),
          hint: clientId === undefined ? undefined : <Identifier value={clientId} of={t`app client id`} />,
        },
        {
          label: t`Issued`,
          value: issuedAt === undefined ? t`It does not say` : fullText(issuedAt),
          hint:
            expiresAt === undefined ? undefined : (
              <>
                {t`Expires ${expiry}`} · <Countdown until={expiresAt} now={vault.now} endText={t`over`} />
              </>
            ),
        },
        {
          label: t`Pool`,
          value: (
            <span className="wrap-anywhere">{pool.state === 'ours' ? (pool.name ?? pool.id) : poolText(pool)}</span>
          ),
          hint: signatureText[signature],
        },
      ]}
    />
  )
}

function poolText(pool: LeakedToken['pool']): string {
  return pool.state === 'foreign' && pool.issuer !== '' ? pool.issuer : t`It does not say`
}

function clientName(clientId: string): string {
  const name = appName(vault.config, clientId)
  return name.includes(clientId) ? t`An app client of this pool` : name
}

const signatureText = {
  fits: t`Its signature fits the pool’s keys`,
  'does not fit': t`Its signature does not fit the pool’s keys`,
  'not checked': t`Its signature was not checked: what stands here is only what it says`,
  none: t`It has no signature to check`,
} as const
