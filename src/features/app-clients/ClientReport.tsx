import { t } from '@lingui/core/macro'

import type { ClientRow } from './auditRows.ts'
import { type ChangeNews, ChangeReport } from './ChangeReport.tsx'
import type { Finding } from './findings.ts'
import type { ChangeListeners } from './useChange.tsx'

/** What there is to say of app clients after a change of each was wished, and of the finding that it was to mend. */
export type News = ReadonlyMap<string, ToldNews>
export type ToldNews = { row: ClientRow; news: ChangeNews; finding?: Finding | undefined }

type ClientReportProps = ToldNews &
  Pick<ChangeListeners, 'onClient' | 'onNews'> & {
    /** As it is known to be by now. */
    client: ClientRow['client']
  }

/** What came of a change of one app client. It takes focus where a question in it was the last that could be asked. */
export const ClientReport = ({ row, client, news, onClient, onNews }: ClientReportProps) => {
  const { name } = row.client
  const id = `told-${row.key}`
  return (
    <section id={id} tabIndex={-1} aria-label={t`What came of ${name}`}>
      <ChangeReport
        row={{ ...row, client }}
        news={news}
        onClient={onClient}
        onNews={onNews}
        returnTo={() => document.getElementById(id)}
      />
    </section>
  )
}
