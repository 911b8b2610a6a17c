import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import type { ShownClaim } from '../../vault/protocol/claims.ts'
import { claimMeaning, claimText, claimTime } from './claimWords.ts'

type TokenInspectorProps = { session: SessionFacts }

/** What is in the session's tokens, claim by claim. The tokens themselves stay in the vault. */
export const TokenInspector = ({ session }: TokenInspectorProps) => {
  const [open, setOpen] = useState(false)
  const [token, setToken] = useState<'access' | 'id'>('access')
  const claims = useQuery({
    queryKey: ['claims', session.tokens.access.issuedAt.getTime()],
    queryFn: async () => (await vault.ask('claims', {})) ?? null,
    enabled: open,
  })
  const shown = claims.data?.[token]
  return (
    <Section
      title={t`What is in the tokens`}
      hint={t`The claims that other servers read, and what each means.`}
      action={
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t`Hide the claims` : t`Show the claims`}
        </Button>
      }
    >
      {open ? (
        <p className="text-sm text-muted">
          <Trans>
            The tokens themselves never leave the vault, so only claims can be copied. The refresh token is opaque:
            there is nothing in it to show.
          </Trans>
        </p>
      ) : null}
      {open ? (
        <div className="flex gap-2 print:hidden">
          {(['access', 'id'] as const).map((name) => (
            <Button
              key={name}
              size="small"
              variant={token === name ? 'secondary' : 'quiet'}
              aria-pressed={token === name}
              onClick={() => setToken(name)}
            >
              {name === 'access' ? t`Access token` : t`ID token`}
            </Button>
          ))}
        </div>
      ) : null}
      {open && claims.isPending ? <Skeleton label={t`Reading the claims`} lines={4} /> : null}
      {claims.isError ? <FailureNotice failure={failureOf(claims.error, 'vault')} role="alert" /> : null}
      {open && shown ? (
        <Rows label={token === 'access' ? t`Claims of the access token` : t`Claims of the ID token`} cells={1}>
          {shown.map((claim) => (
            <Claim key={claim.name} claim={claim} />
          ))}
        </Rows>
      ) : null}
    </Section>
  )
}

const Claim = ({ claim: { name, json } }: { claim: ShownClaim }) => {
  const meaning = claimMeaning(name)
  const time = json === undefined ? undefined : claimTime(name, json)
  return (
    <Row
      title={<span className="font-mono text-sm break-all">{name}</span>}
      detail={meaning ?? t`Not one of Cognito’s own: an app or a Lambda function put it there`}
      cells={[
        json === undefined ? (
          <span key="value" className="text-muted">
            <Trans>Withheld: it looks like a token</Trans>
          </span>
        ) : (
          <span key="value" className="flex min-w-0 flex-col">
            <bdi className="max-h-40 overflow-auto font-mono text-sm break-all whitespace-pre-wrap">
              {claimText(json)}
            </bdi>
            {time === undefined ? null : <span className="text-xs text-muted">{fullText(time)}</span>}
          </span>
        ),
      ]}
      end={json === undefined ? null : <CopyButton value={claimText(json)} label={t`Copy ${name}`} iconOnly />}
    />
  )
}
