import { t } from '@lingui/core/macro'
import {
  isFoundWhole,
  type SearchAttribute,
  searchAttributes,
  searchHint,
  searchValues,
  type UserSearch,
} from '../../lib/userSearch.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type SearchFieldsProps = { search: UserSearch; onSearch: (search: UserSearch) => void }

const everyAttribute = Object.keys(searchAttributes) as readonly SearchAttribute[]

/** A search in Cognito's own grammar: one attribute, whole or by its start. */
export const SearchFields = ({ search, onSearch }: SearchFieldsProps) => {
  const { attribute, match, value } = search
  const fixed = searchValues[attribute]
  return (
    <div className="grid w-full gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,.8fr)_minmax(0,1.4fr)]">
      <SelectField
        label={t`Find by`}
        value={attribute}
        onChange={(event) => {
          const next = everyAttribute.find((one) => one === event.target.value) ?? attribute
          onSearch({ attribute: next, match: isFoundWhole(next) ? 'is' : 'starts with', value: firstValue(next) })
        }}
        choices={everyAttribute.map((one) => ({ value: one, label: searchAttributes[one] }))}
      />
      {fixed === undefined ? (
        <>
          <SelectField
            label={t({ message: 'Match', context: 'search' })}
            value={match}
            onChange={(event) => onSearch({ ...search, match: event.target.value === 'is' ? 'is' : 'starts with' })}
            choices={[
              ...(isFoundWhole(attribute)
                ? []
                : [{ value: 'starts with', label: t({ message: 'starts with', context: 'search' }) }]),
              { value: 'is', label: t({ message: 'is', context: 'search' }) },
            ]}
          />
          <TextField
            label={searchAttributes[attribute]}
            type="search"
            maxLength={200}
            value={value}
            onChange={(event) => onSearch({ ...search, value: event.target.value })}
            hint={searchHint(search)}
          />
        </>
      ) : (
        <SelectField
          label={t`Status`}
          value={value}
          onChange={(event) => onSearch({ ...search, value: event.target.value })}
          choices={Object.entries(fixed).map(([one, label]) => ({ value: one, label }))}
        />
      )}
    </div>
  )
}

function firstValue(attribute: SearchAttribute): string {
  return Object.keys(searchValues[attribute] ?? {})[0] ?? ''
}
