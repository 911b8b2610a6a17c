import { t } from '@lingui/core/macro'
import { type ReactNode, useMemo } from 'react'

import { aftermath, type SignOutKind } from '../../lib/stillWorks.ts'
import { stillWorksLines } from '../../lib/stillWorksWords.ts'
import { Section } from '../../ui/Section.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import type { SessionFacts } from '../../vault/protocol.ts'

type PreviewProps = {
  session: SessionFacts
  now: () => Date
  /** Whether the sign-in that the session came through is to end too. */
  linked?: boolean | undefined
  /** The choice to end managed login's cookie too, where there is one. */
  endCookie?: ReactNode
}

/** What "Sign out this device" would end, and what it would not, said beforehand. */
export const Preview = ({ session, now, linked, endCookie }: PreviewProps) => (
  <Section
    title={t`If you sign out this device`}
    hint={t`What ends at once, and what still works afterwards, reckoned from this session’s own tokens.`}
  >
    <PreviewRows kind="this device" session={session} now={now} linked={linked} endCookie={endCookie} />
  </Section>
)

type PreviewRowsProps = PreviewProps & { kind: SignOutKind }

/** The rows alone, for a confirmation. */
export const PreviewRows = ({ kind, session, now, linked = false, endCookie }: PreviewRowsProps) => {
  const lines = useMemo(() => linesOf(kind, session, now(), linked), [kind, session, now, linked])
  const choosable = lines.some(
    ({ what, state }) => what === 'managed login' && (state === 'until' || state === 'stays'),
  )
  const under = choosable ? { 'managed login': endCookie } : undefined
  return <StillWorksRows lines={lines} overText={t`Ends at once`} now={now} under={under} />
}

function linesOf(kind: SignOutKind, session: SessionFacts, at: Date, linked: boolean) {
  // Without a family Cognito refuses to end it alone: what that leaves is known beforehand.
  const part = kind === 'this device' && session.familyId === undefined ? 'refused' : 'planned'
  return stillWorksLines(aftermath(kind, part, { ...session, linked }, at), kind, true)
}
