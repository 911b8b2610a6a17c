import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useState } from 'react'

import { lifetimeText, momentText } from '../../lib/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Cell, RowHead, TableRow } from '../../ui/Table.tsx'
import type { AppClient, Pool } from '../../vault/protocol.ts'
import { appClientQuery } from './queries.ts'
import { RevocationSwitch } from './RevocationSwitch.tsx'
import { type SwitchNews, SwitchReport } from './SwitchReport.tsx'

type ClientRowProps = { pool: Pool; id: string; name: string; columns: number }

/** One app client: its settings, and beneath them what came of switching. A row group of its own, so that they stay together. */
export const ClientRow = ({ pool, id, name, columns }: ClientRowProps) => {
  const settings = useQuery(appClientQuery(pool.id, id))
  const [news, setNews] = useState<SwitchNews>()
  const client = settings.data
  return (
    <tbody aria-label={name}>
      <TableRow>
        <RowHead>
          <span className="flex flex-col">
            <bdi className="whitespace-nowrap">{name}</bdi>
            <span className="font-normal text-muted">
              <Identifier value={id} of={`id of ${name}`} />
            </span>
          </span>
        </RowHead>
        {client ? <Settings client={client} pool={pool} onNews={setNews} /> : <Unread columns={columns - 1} />}
      </TableRow>
      {settings.error ? (
        <tr>
          <td colSpan={columns} className="border-b border-line p-3">
            <FailureNotice
              failure={failureOf(settings.error, 'DescribeUserPoolClient')}
              role="alert"
              onRetry={() => void settings.refetch()}
            />
          </td>
        </tr>
      ) : null}
      {news ? (
        <tr>
          <td colSpan={columns} className="border-b border-line p-3">
            <SwitchReport news={news} name={name} onClose={() => setNews(undefined)} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

type SettingsProps = { client: AppClient; pool: Pool; onNews: (news: SwitchNews | undefined) => void }

const Settings = ({ client, pool, onNews }: SettingsProps) => (
  <>
    <Cell>
      <RevocationSwitch client={client} onNews={onNews} />
    </Cell>
    <Cell>
      <bdi>{pool.name}</bdi>
    </Cell>
    <Cell>{client.confidential ? <Badge>Confidential</Badge> : <Badge>Public</Badge>}</Cell>
    <Cell className="whitespace-nowrap">{lifetimeText(client.accessToken)}</Cell>
    <Cell className="whitespace-nowrap">{lifetimeText(client.idToken)}</Cell>
    <Cell className="whitespace-nowrap">{lifetimeText(client.refreshToken)}</Cell>
    <Cell>{client.rotation ? 'On' : 'Off'}</Cell>
    <Cell className="whitespace-nowrap">{client.lastModified ? momentText(client.lastModified) : 'Unknown'}</Cell>
  </>
)

const Unread = ({ columns }: { columns: number }) => (
  <Cell colSpan={columns} className="text-muted">
    Reading the settings
  </Cell>
)
