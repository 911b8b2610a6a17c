import { t } from '@lingui/core/macro'

type ChangeTableProps = {
  title: string
  changes: readonly { path: string; before: string | undefined; after: string | undefined }[]
}

/** Settings before and after, by name. Where there is no room for three columns the values stand below the name. */
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
        <tr key={path} className="align-baseline max-sm:block">
          <th scope="row" className="pr-4 font-mono text-xs font-medium max-sm:block max-sm:break-all">
            {path}
          </th>
          <td className="pr-4 font-mono text-xs text-muted line-through max-sm:inline">
            <Value>{before}</Value>
          </td>
          <td className="font-mono text-xs font-semibold max-sm:inline">
            <Value>{after}</Value>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** A setting's value, which may be long JSON; where it has none the words for that hold together. */
const Value = ({ children }: { children: string | undefined }) =>
  children === undefined ? (
    <span className="whitespace-nowrap">{t`not set`}</span>
  ) : (
    <span className="break-all">{children}</span>
  )
