import type { Difference } from '../../vault/protocol.ts'

type DiffProps = { title: string; differences: readonly Difference[] }

/** Settings that differ, before and after, by name. */
export const Diff = ({ title, differences }: DiffProps) => (
  <table className="w-full text-left text-sm">
    <caption className="pb-1 text-left text-muted">{title}</caption>
    <thead className="sr-only">
      <tr>
        <th scope="col">Setting</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      {differences.map(({ path, before, after }) => (
        <tr key={path} className="align-baseline">
          <th scope="row" className="pr-4 font-mono text-xs font-medium break-all">
            {path}
          </th>
          <td className="pr-4 font-mono text-xs break-all text-muted line-through">{before ?? 'not set'}</td>
          <td className="font-mono text-xs font-semibold break-all">{after ?? 'not set'}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
