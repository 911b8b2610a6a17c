import { t } from '@lingui/core/macro'

type ChangeTableProps = {
  title: string
  changes: readonly { path: string; before: string | undefined; after: string | undefined }[]
}

/** Settings before and after, by name. */
export const ChangeTable = ({ title, changes }: ChangeTableProps) => (
  <table className="self-start text-left text-sm">
    <caption className="pb-1 text-left text-muted">{title}</caption>
    <thead className="sr-only">
      <tr>
        <th scope="col">{t`Setting`}</th>
        <th scope="col">{t`Before`}</th>
        <th scope="col">{t`After`}</th>
      </tr>
    </thead>
    <tbody>
      {changes.map(({ path, before, after }) => (
        <tr key={path} className="align-baseline">
          <th scope="row" className="pr-4 font-mono text-xs font-medium break-all">
            {path}
          </th>
          <td className="pr-4 font-mono text-xs break-all text-muted line-through">{before ?? t`not set`}</td>
          <td className="font-mono text-xs font-semibold break-all">{after ?? t`not set`}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
