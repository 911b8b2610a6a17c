import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { jobGroupsQuery } from './jobsHere.ts'

type GroupFieldProps = { poolId: string; value: string; onGroup: (group: string) => void }

/** One of the pool's groups; where they cannot be listed, its name by hand. */
export const GroupField = ({ poolId, value, onGroup }: GroupFieldProps) => {
  const { data: groups, error } = useQuery(jobGroupsQuery(poolId))
  if (error) {
    const { title, detail } = told(failureOf(error, 'ListGroups'))
    return (
      <TextField
        label={t`Name of the group`}
        className="w-full sm:max-w-md"
        maxLength={128}
        value={value}
        onChange={(event) => onGroup(event.target.value)}
        error={`${title}. ${detail}`}
        hint={t`A group whose name you know can be counted all the same.`}
      />
    )
  }
  const first =
    groups === undefined ? t`Reading the groups` : groups.length === 0 ? t`No groups in this pool` : t`Choose one`
  return (
    <SelectField
      label={t`Group`}
      className="w-full sm:max-w-md"
      value={value}
      choices={[{ value: '', label: first }, ...(groups ?? []).map(({ name }) => ({ value: name, label: name }))]}
      onChange={(event) => onGroup(event.target.value)}
    />
  )
}
