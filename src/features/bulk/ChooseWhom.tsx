import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState, useSyncExternalStore } from 'react'

import type { SignOutSource } from '../../jobs/source.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy, type IamAction } from '../../lib/iam.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { vault } from '../../vault/client.ts'
import type { UserSearch } from '../../lib/userSearch.ts'
import { GroupField } from './GroupField.tsx'
import { jobPoolsQuery } from './jobsHere.ts'
import { type ListDraft, ListFields } from './ListFields.tsx'
import { readTyped } from './listFile.ts'
import { SearchFields } from './SearchFields.tsx'

type Of = Exclude<SignOutSource['of'], 'selection'>
const ways: readonly (readonly [Of, string])[] = [
  ['group', t`A group`],
  ['search', t`Whoever a search finds`],
  ['list', t`A list of users`],
  ['pool', t`Everyone in the pool`],
]

/** What finding out who is meant needs of IAM. Of a list only addresses, numbers and subs are looked up. */
const needs: Readonly<Record<Of, readonly IamAction[]>> = {
  group: ['cognito-idp:ListUsersInGroup'],
  search: ['cognito-idp:ListUsers'],
  list: [],
  pool: ['cognito-idp:ListUsers'],
}

type ChooseWhomProps = {
  poolId: string
  blocked: string | undefined
  /** Rejects where counting cannot begin. */
  onChoose: (source: SignOutSource, listedName: string | undefined) => Promise<void>
  /** Counting has begun, and somebody still waits for it. */
  onChosen: () => void
}

/** Whom the job is for, where no other page has chosen. */
export const ChooseWhom = ({ poolId: own, blocked, onChoose, onChosen }: ChooseWhomProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const [poolId, setPoolId] = useState(own)
  const [of, setOf] = useState<Of>('group')
  const [group, setGroup] = useState('')
  const [search, setSearch] = useState<UserSearch>({ attribute: 'email', match: 'starts with', value: '' })
  const [draft, setDraft] = useState<ListDraft>({ text: '' })
  const pools = useQuery(jobPoolsQuery())
  const known = pools.data?.pools ?? [{ id: own, name: own }]

  const choose = useMutation({
    mutationFn: async () => {
      const name = pools.data?.pools.find(({ id }) => id === poolId)?.name
      switch (of) {
        case 'pool':
          return onChoose({ of, poolId }, name)
        case 'group':
          return onChoose({ of, poolId, group }, name)
        case 'search':
          return onChoose({ of, poolId, search: { ...search, value: search.value.trim() } }, name)
        case 'list': {
          const list = draft.file?.state === 'read' ? draft.file.list : await readTyped(draft.text)
          return onChoose({ of, poolId, list }, name)
        }
        default:
          return of satisfies never
      }
    },
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  const reading = of === 'list' && draft.file?.state === 'reading' ? t`The file is still being read` : undefined
  const unnamed = of === 'group' && group === '' ? t`Choose a group first` : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!choose.isPending && (blocked ?? reading ?? unnamed) === undefined)
      choose.mutate(undefined, { onSuccess: onChosen })
  }
  return (
    <Panel title={t`Who is signed out`}>
      <form onSubmit={submit} className="flex max-w-2xl flex-col items-start gap-5">
        {(pools.data?.failures ?? []).map((failure) => (
          <FailureNotice
            key={failure.requestId ?? failure.code}
            about={t`Other pools`}
            failure={failure}
            onRetry={() => void pools.refetch()}
          />
        ))}
        <SelectField
          label={t`User pool`}
          className="w-full sm:max-w-md"
          value={poolId}
          choices={known.map(({ id, name }) => ({ value: id, label: `${name.slice(0, 80)} (${id})` }))}
          onChange={(event) => {
            setPoolId(event.target.value)
            setGroup('')
          }}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t`Who`}</legend>
          {ways.map(([way, label]) => (
            <Checkbox
              key={way}
              type="radio"
              name="who"
              label={label}
              checked={of === way}
              onChange={() => setOf(way)}
            />
          ))}
        </fieldset>
        {of === 'group' ? <GroupField poolId={poolId} value={group} onGroup={setGroup} /> : null}
        {of === 'search' ? <SearchFields search={search} onSearch={setSearch} /> : null}
        {of === 'list' ? <ListFields draft={draft} onDraft={setDraft} /> : null}
        {choose.error ? <FailureNotice failure={failureOf(choose.error, 'Jobs')} role="alert" /> : null}
        <Button
          type="submit"
          variant="primary"
          busy={choose.isPending && t`Reading`}
          blocked={blocked ?? blockedBy(access, ...needs[of]) ?? reading ?? unnamed}
        >
          <Trans>Count them</Trans>
        </Button>
        <p className="text-sm text-muted">{t`Nobody is signed out yet. You see who is meant first.`}</p>
      </form>
    </Panel>
  )
}
