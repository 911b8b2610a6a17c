import { t } from '@lingui/core/macro'
import { useMemo, useSyncExternalStore } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { lifetimeText, momentText } from '../../lib/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Cell, RowHead } from '../../ui/Table.tsx'
import { type VirtualColumn, VirtualTable } from '../../ui/VirtualTable.tsx'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientRow } from './auditRows.ts'
import { type ClientFilter, sortedBy } from './clientFilter.ts'
import { flowText } from './flowText.ts'
import { RevocationSwitch } from './RevocationSwitch.tsx'
import type { Selection } from './selection.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import { useStaleSignIn } from './useStaleSignIn.ts'

type ClientTableProps = {
  rows: readonly ClientRow[]
  filter: ClientFilter
  onFilter: (filter: ClientFilter) => void
  selection: Selection
  onClient: (row: ClientRow, client: AppClient) => void
  onNews: (row: ClientRow, news: ChangeNews | undefined) => void
  /** Told when a pointer comes over the rows, and when it leaves. */
  onHeld: (held: boolean) => void
}

/** Every app client and its settings, the switch in the row. */
export const ClientTable = ({ rows, filter, onFilter, selection, onClient, onNews, onHeld }: ClientTableProps) => {
  const stale = useStaleSignIn()
  const columns = useMemo(
    (): readonly VirtualColumn<ClientRow>[] => [
      {
        id: 'selected',
        head: <SelectAll rows={rows} selection={selection} />,
        width: 2.875,
        renderCell: (row) => <SelectCell row={row} selection={selection} />,
      },
      { id: 'name', head: t`App client`, width: 12.5, narrow: 11, sortable: true, renderCell: nameCell },
      {
        id: 'revocation',
        head: t`Revocation`,
        width: 7.5,
        sortable: true,
        renderCell: (row) => (
          <Cell>
            <RevocationSwitch
              row={row}
              stale={stale}
              onClient={(client) => onClient(row, client)}
              onNews={(news) => onNews(row, news)}
            />
          </Cell>
        ),
      },
      ...settings,
    ],
    [rows, selection, stale, onClient, onNews],
  )
  return (
    <VirtualTable
      caption={t`App clients and their settings`}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      even
      sorted={{ by: filter.sort ?? 'name', order: filter.order ?? 'ascending' }}
      onSort={(column) => onFilter(sortedBy(filter, column))}
      onHeld={onHeld}
    />
  )
}

const nameCell = ({ client: { id, name }, isOld, readAt }: ClientRow) => (
  <RowHead>
    <span className="flex min-w-0 flex-col">
      <bdi className="truncate" title={name}>
        {name}
      </bdi>
      <span className="flex items-center gap-2 font-normal text-muted">
        <Identifier value={id} of={t`id of ${name}`} />
        {isOld ? (
          <span title={oldText(readAt)}>
            <Badge>{t({ message: 'Old', context: 'settings' })}</Badge>
            <span className="sr-only">{oldText(readAt)}</span>
          </span>
        ) : null}
      </span>
    </span>
  </RowHead>
)

/** That settings are not from the last audit, which failed to read them. */
function oldText(readAt: Date): string {
  const time = momentText(readAt)
  return t`As read ${time}`
}

const settings: readonly VirtualColumn<ClientRow>[] = [
  {
    id: 'pool',
    head: t`Pool`,
    width: 8,
    sortable: true,
    renderCell: ({ poolName, region }) => (
      <Cell>
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate" title={poolName}>
            {poolName}
          </bdi>
          <span className="truncate text-xs text-muted">{region}</span>
        </span>
      </Cell>
    ),
  },
  {
    id: 'type',
    head: t`Type`,
    width: 7.5,
    sortable: true,
    renderCell: ({ client }) => (
      <Cell>
        <Badge>{client.confidential ? t`Confidential` : t`Public`}</Badge>
      </Cell>
    ),
  },
  {
    id: 'access',
    head: t({ message: 'Access', context: 'token' }),
    width: 6.5,
    sortable: true,
    renderCell: ({ client }) => <Cell>{lifetimeText(client.accessToken)}</Cell>,
  },
  {
    id: 'id',
    head: t({ message: 'ID', context: 'token' }),
    width: 6.5,
    sortable: true,
    renderCell: ({ client }) => <Cell>{lifetimeText(client.idToken)}</Cell>,
  },
  {
    id: 'refresh',
    head: t({ message: 'Refresh', context: 'token' }),
    width: 6,
    sortable: true,
    renderCell: ({ client }) => <Cell>{lifetimeText(client.refreshToken)}</Cell>,
  },
  {
    id: 'rotation',
    head: t`Rotation`,
    width: 5.5,
    sortable: true,
    renderCell: ({ client }) => <Cell>{client.rotation ? t`On` : t`Off`}</Cell>,
  },
  {
    id: 'flows',
    head: t`Sign-in flows`,
    width: 12,
    renderCell: ({ client }) => (
      <Cell className="text-xs text-muted">
        <span className="line-clamp-2" title={client.authFlows.join(', ')}>
          {flowText(client)}
        </span>
      </Cell>
    ),
  },
  {
    id: 'changed',
    head: t`Changed`,
    width: 8,
    sortable: true,
    renderCell: ({ client }) => (
      <Cell className="whitespace-nowrap">{client.lastModified ? momentText(client.lastModified) : t`Unknown`}</Cell>
    ),
  },
]

type SelectProps = { row: ClientRow; selection: Selection }

const SelectCell = ({ row, selection }: SelectProps) => {
  const { name } = row.client
  const selected = useSyncExternalStore(selection.subscribe, () => selection.keys().has(row.key))
  return (
    <Cell>
      <input
        type="checkbox"
        className="block size-4.5"
        aria-label={t`Select ${name}`}
        checked={selected}
        onChange={() => selection.toggle(row.key)}
      />
    </Cell>
  )
}

type SelectAllProps = { rows: readonly ClientRow[]; selection: Selection }

/** Selects every row that the filter lets through, or none. */
const SelectAll = ({ rows, selection }: SelectAllProps) => {
  const keys = useSyncExternalStore(selection.subscribe, selection.keys)
  const count = numberText(rows.length)
  const all = rows.length > 0 && rows.every(({ key }) => keys.has(key))
  return (
    <input
      type="checkbox"
      className="block size-4.5"
      aria-label={t`Select all ${count} shown`}
      checked={all}
      onChange={() => selection.set(all ? new Set() : new Set(rows.map(({ key }) => key)))}
    />
  )
}
