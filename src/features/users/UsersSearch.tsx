import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { accountStatuses, searchHint } from '../../lib/userSearch.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isBlank } from '../../ui/useEmpty.ts'
import type { Pool } from '../../vault/protocol.ts'
import { groupsQuery } from './queries.ts'
import { type Find, isWhole, type UsersFilter } from './usersFilter.ts'
import { finds } from './userWords.ts'

type UsersSearchProps = {
  pools: readonly Pool[]
  poolId: string
  filter: UsersFilter
  onFilter: (filter: UsersFilter) => void
}

const everyFind = Object.keys(finds) as readonly Find[]

/** Which users are looked for. Each search is a request, so it is sent when it is whole and not with every key. */
export const UsersSearch = ({ pools, poolId, filter, onFilter }: UsersSearchProps) => {
  const [by, setBy] = useState(filter.by)
  const [match, setMatch] = useState(filter.match)
  const [text, setText] = useState(filter.text ?? '')
  const field = useRef<HTMLInputElement>(null)
  const pool = filter.pool === undefined ? {} : { pool: filter.pool }

  const search = (event: FormEvent) => {
    event.preventDefault()
    const wanted = text.trim()
    if (by === undefined) onFilter(pool)
    else if (field.current && isBlank(field.current)) setText('')
    else onFilter({ ...pool, by, text: wanted, ...(match === 'is' && !isWhole(by) ? { match } : {}) })
  }
  const choose = (value: string) => {
    setText(value)
    onFilter(value === '' || by === undefined ? pool : { ...pool, by, text: value })
  }

  return (
    <search>
      <form
        onSubmit={search}
        className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_minmax(0,.8fr)_minmax(0,1.6fr)_auto]"
      >
        <SelectField
          label={t`User pool`}
          value={poolId}
          onChange={(event) => onFilter({ pool: event.target.value })}
          choices={pools.map(({ id, name }) => ({ value: id, label: `${name.slice(0, 80)} (${id})` }))}
        />
        <SelectField
          id="find-users-by"
          label={t`Find by`}
          value={by ?? ''}
          onChange={(event) => {
            const next = everyFind.find((find) => find === event.target.value)
            setBy(next)
            setText('')
            if (next === undefined) onFilter(pool)
          }}
          choices={[{ value: '', label: t`Everyone` }, ...everyFind.map((value) => ({ value, label: finds[value] }))]}
        />
        {by === undefined ? null : by === 'group' ? (
          <GroupField poolId={poolId} value={text} onChoose={choose} />
        ) : by === 'cognito:user_status' || by === 'status' ? (
          <SelectField
            label={t`Status`}
            className="lg:col-span-2"
            value={text}
            onChange={(event) => choose(event.target.value)}
            choices={[{ value: '', label: t`Choose one` }, ...(by === 'status' ? enabledChoices : statusChoices)]}
          />
        ) : (
          <>
            <SelectField
              label={t({ message: 'Match', context: 'search' })}
              value={isWhole(by) ? 'is' : (match ?? '')}
              onChange={(event) => setMatch(event.target.value === 'is' ? 'is' : undefined)}
              choices={[
                ...(isWhole(by) ? [] : [{ value: '', label: t({ message: 'starts with', context: 'search' }) }]),
                { value: 'is', label: t({ message: 'is', context: 'search' }) },
              ]}
            />
            <TextField
              key={by}
              ref={field}
              label={finds[by]}
              type="search"
              maxLength={200}
              value={text}
              onChange={(event) => setText(event.target.value)}
              empty={t`Type what to find. Everyone is found by “Everyone”.`}
              hint={searchHint({ attribute: by, match: match ?? 'starts with', value: text })}
            />
            <Button
              type="submit"
              variant="primary"
              className="justify-self-start sm:col-span-2 lg:col-span-1 lg:mt-6.5"
            >
              <Trans>Find</Trans>
            </Button>
          </>
        )}
      </form>
    </search>
  )
}

type GroupFieldProps = { poolId: string; value: string; onChoose: (value: string) => void }

const GroupField = ({ poolId, value, onChoose }: GroupFieldProps) => {
  const groups = useQuery(groupsQuery(poolId))
  const names = (groups.data ?? []).map(({ name }) => name)
  // A group of the address is shown as chosen before the list has come, and where it may not be read.
  const all = value === '' || names.includes(value) ? names : [value, ...names]
  const first = groups.isPending ? t`Reading the groups` : all.length === 0 ? t`No groups in this pool` : t`Choose one`
  return (
    <SelectField
      label={t`Group`}
      className="lg:col-span-2"
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      choices={[{ value: '', label: first }, ...all.map((name) => ({ value: name, label: name.slice(0, 128) }))]}
      error={groups.error ? sentence(groups.error) : undefined}
    />
  )
}

function sentence(error: unknown): string {
  const { title, detail } = told(failureOf(error, 'ListGroups'))
  return `${title}. ${detail}`
}

const statusChoices = Object.entries(accountStatuses).map(([value, label]) => ({ value, label }))
const enabledChoices = [
  { value: 'Enabled', label: t`Enabled` },
  { value: 'Disabled', label: t`Disabled` },
]
