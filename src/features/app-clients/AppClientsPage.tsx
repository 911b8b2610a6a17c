import { useQueries, useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { ColumnHead, Table } from '../../ui/Table.tsx'
import { ClientRow } from './ClientRow.tsx'
import { appClientsQuery, poolsQuery } from './queries.ts'

const columns = ['App client', 'Revocation', 'Pool', 'Type', 'Access', 'ID', 'Refresh', 'Rotation', 'Changed'] as const

export const AppClientsPage = () => {
  const pools = useQuery(poolsQuery())
  const lists = useQueries({ queries: (pools.data ?? []).map((pool) => appClientsQuery(pool.id)) })
  const known = (pools.data ?? []).flatMap((pool, at) =>
    (lists[at]?.data ?? []).map((client) => ({ pool, id: client.id, name: client.name })),
  )
  const reading = pools.isPending || lists.some((list) => list.isPending)
  const failed = pools.error !== null || lists.some((list) => list.error !== null)

  return (
    <>
      <PageHeader
        title="App clients"
        subtitle={
          pools.data && !reading
            ? `${counted(known.length, 'app client')} in ${counted(pools.data.length, 'pool')}`
            : 'Every app client of every pool you may see'
        }
        actions={
          <Button
            busy={(pools.isFetching || lists.some((list) => list.isFetching)) && 'Reading'}
            onClick={() =>
              void pools.refetch().then(async () => Promise.all(lists.map(async (list) => list.refetch())))
            }
          >
            Read again
          </Button>
        }
      />
      {pools.error ? (
        <FailureNotice
          failure={failureOf(pools.error, 'ListUserPools')}
          role="alert"
          onRetry={() => void pools.refetch()}
        />
      ) : null}
      {(pools.data ?? []).map((pool, at) => {
        const list = lists[at]
        return list?.error ? (
          <FailureNotice
            key={pool.id}
            about={pool.name}
            failure={failureOf(list.error, 'ListUserPoolClients')}
            role="alert"
            onRetry={() => void list.refetch()}
          />
        ) : null
      })}
      {known.length > 0 ? (
        <Table caption="App clients and their settings">
          <thead>
            <tr>
              {columns.map((column) => (
                <ColumnHead key={column}>{column}</ColumnHead>
              ))}
            </tr>
          </thead>
          {known.map(({ pool, id, name }) => (
            <ClientRow key={`${pool.id}/${id}`} pool={pool} id={id} name={name} columns={columns.length} />
          ))}
        </Table>
      ) : null}
      {reading && !pools.error ? (
        <Panel flush>
          <Skeleton label="Reading the app clients" lines={5} />
        </Panel>
      ) : null}
      {!reading && !failed && known.length === 0 ? (
        <Panel>
          <EmptyState title="No app clients yet">
            The pools you may see have none. An app needs one to sign people in.
          </EmptyState>
        </Panel>
      ) : null}
    </>
  )
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
