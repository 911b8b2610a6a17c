import { t } from '@lingui/core/macro'
import { Checkbox } from '../../ui/Checkbox.tsx'

type EndCookieProps = { checked: boolean; onChange: (checked: boolean) => void }

/** The choice to end managed login's cookie along with the session. */
export const EndCookie = ({ checked, onChange }: EndCookieProps) => (
  <Checkbox
    className="mt-2 text-ink @max-[40rem]:mb-1"
    label={t`End that too`}
    hint={t`Once Cognito has answered, this browser goes through managed login’s logout page and comes back.`}
    checked={checked}
    onChange={(event) => onChange(event.target.checked)}
  />
)
