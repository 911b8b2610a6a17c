import { t } from '@lingui/core/macro'
import { Checkbox } from '../../ui/Checkbox.tsx'
import type { SessionFacts } from '../../vault/protocol.ts'
import { useSessions } from './sessionQueries.ts'

type OwnSignInProps = { session: SessionFacts; checked: boolean; onChange: (checked: boolean) => void }

/** The choice to end, with this session, the browser's sign-in that it came through; nothing where there is none. */
export const OwnSignIn = ({ session, checked, onChange }: OwnSignInProps) => {
  const { data } = useSessions(session)
  const own = data?.state === 'tracked' ? data.sessions.find(({ here }) => here) : undefined
  if (own?.cameThrough === undefined) return null
  return (
    <Checkbox
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      label={t`Sign out this device: end the sign-in it came through as well`}
      hint={t`Otherwise managed login can sign this browser back in without a password. Other apps that came through it stay signed in.`}
    />
  )
}
