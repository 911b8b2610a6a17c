import { t } from '@lingui/core/macro'

import { SelectField } from '../../ui/SelectField.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import type { AuditedPool } from './auditRows.ts'
import type { ClientFilter } from './clientFilter.ts'

type FilterBarProps = {
  filter: ClientFilter
  onFilter: (filter: ClientFilter) => void
  pools: readonly AuditedPool[]
}

const onOrOff = [
  { value: 'on', label: t`On` },
  { value: 'off', label: t`Off` },
] as const
const either = { value: '', label: t`Either` }

/** Search and filters of the table; they stand in the address. */
export const FilterBar = ({ filter, onFilter, pools }: FilterBarProps) => {
  const regions = [...new Set(pools.map(({ region }) => region))]
  return (
    <search className="grid grid-cols-2 gap-3 sm:flex sm:flex-wrap print:hidden">
      <SearchField
        label={t`Search`}
        className="max-sm:col-span-2 sm:min-w-56 sm:flex-1"
        placeholder={t`Name, id, pool`}
        value={filter.text ?? ''}
        maxLength={200}
        onSearch={(text) => onFilter({ ...filter, text: text || undefined })}
      />
      <SelectField
        label={t`Revocation`}
        value={filter.revocation ?? ''}
        onChange={(event) => onFilter({ ...filter, revocation: choiceOf(['on', 'off'], event.target.value) })}
        choices={[either, ...onOrOff]}
      />
      <SelectField
        label={t`Type`}
        value={filter.type ?? ''}
        onChange={(event) => onFilter({ ...filter, type: choiceOf(['public', 'confidential'], event.target.value) })}
        choices={[either, { value: 'public', label: t`Public` }, { value: 'confidential', label: t`Confidential` }]}
      />
      <SelectField
        label={t`Rotation`}
        value={filter.rotation ?? ''}
        onChange={(event) => onFilter({ ...filter, rotation: choiceOf(['on', 'off'], event.target.value) })}
        choices={[either, ...onOrOff]}
      />
      <SelectField
        label={t`Pool`}
        value={filter.pool ?? ''}
        onChange={(event) => onFilter({ ...filter, pool: event.target.value || undefined })}
        choices={[{ value: '', label: t`Every pool` }, ...pools.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {regions.length > 1 || filter.region !== undefined ? (
        <SelectField
          label={t`Region`}
          value={filter.region ?? ''}
          onChange={(event) => onFilter({ ...filter, region: event.target.value || undefined })}
          choices={[{ value: '', label: t`Every Region` }, ...regions.map((name) => ({ value: name, label: name }))]}
        />
      ) : null}
    </search>
  )
}

function choiceOf<const T extends string>(all: readonly T[], value: string): T | undefined {
  return all.find((one) => one === value)
}
