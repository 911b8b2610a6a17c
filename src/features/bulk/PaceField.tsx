import { t } from '@lingui/core/macro'
import { signOutPace } from '../../jobs/bulkSignOut.ts'
import { SelectField } from '../../ui/SelectField.tsx'

const paces = [1, 2, signOutPace.usual, 10, signOutPace.most]

type PaceFieldProps = { pace: number; onPace: (pace: number) => void }

/** How many users a second. */
export const PaceField = ({ pace, onPace }: PaceFieldProps) => (
  <SelectField
    label={t`Pace`}
    className="w-full sm:max-w-md"
    hint={t`Cognito allows 25 a second for the whole account, shared with other changes to users.`}
    value={String(pace)}
    choices={paces.map((each) => ({ value: String(each), label: perSecond(each) }))}
    onChange={(event) => onPace(Number(event.target.value))}
  />
)

function perSecond(pace: number): string {
  return t`${pace} a second`
}
