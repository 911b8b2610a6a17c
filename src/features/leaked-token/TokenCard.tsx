import { t } from '@lingui/core/macro'

import { appName } from '../../lib/appName.ts'
import { fullText } from '../../lib/time.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { LeakedToken } from '../../vault/protocol/leaks.ts'
import { EndLine, EndMark, SinceLine } from './Ends.tsx'
import { EndUser } from './EndUser.tsx'
import { RevokeForm } from './RevokeForm.tsx'
import { isMild, type Since } from './since.ts'
import { kindText, lifeText } from './tokenText.ts'

type TokenCardProps = {
  token: LeakedToken
  /** Of its own end, once it was asked for. */
  receiptId: string | undefined
  /** What became of it by the end of another token of the text. */
  since: Since | undefined
  onReceipt: (receiptId: string) => void
}

/** One token: what it is, whose, whether it lives, and the way to end it. */
export const TokenCard = ({ token, receiptId, since, onReceipt }: TokenCardProps) => {
  const { mark, word, why } = lifeText(token, since)
  const { kind, pool, signature } = token
  return (
    <Panel
      title={kindText[kind]}
      aside={receiptId === undefined ? <StateMark state={mark}>{word}</StateMark> : <EndMark receiptId={receiptId} />}
      footer={kind === 'refresh' ? undefined : <TokenFacts token={token} />}
    >
      <div className="flex flex-col items-start gap-4">
        {receiptId === undefined ? (
          <>
            {since && <SinceLine since={since} />}
            <p className="max-w-prose text-sm text-muted wrap-anywhere">{why}</p>
          </>
        ) : (
          <EndLine receiptId={receiptId} />
        )}
        {receiptId === undefined && kind === 'refresh' ? <RevokeForm tokenId={token.id} onReceipt={onReceipt} /> : null}
        {receiptId === undefined && pool.state === 'ours' && signature === 'fits' ? (
          <EndUser token={token} pool={pool} mild={isMild(token, since)} onReceipt={onReceipt} />
        ) : null}
      </div>
    </Panel>
  )
}

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
