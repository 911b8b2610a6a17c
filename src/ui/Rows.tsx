import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

const columns = {
  0: '@min-[40rem]:grid-cols-[minmax(0,1fr)_auto]',
  1: '@min-[40rem]:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)_auto]',
  2: '@min-[40rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_fit-content(9rem)_auto]',
  // Two that are never long, a moment and a state: the title has all the room that they leave.
  short: '@min-[40rem]:grid-cols-[minmax(0,1fr)_fit-content(9rem)_fit-content(9rem)_auto]',
  3: '@min-[40rem]:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)_minmax(0,.7fr)_minmax(0,.7fr)_auto]',
} as const

type RowsProps = {
  /** How many columns stand between the title and the end, or two of short texts. Every row has the same. */
  cells?: keyof typeof columns | undefined
  label?: string | undefined
  /** Inside a Panel, which has a frame already. */
  bare?: boolean | undefined
  children: ReactNode
}

/** A framed list. Its rows share one grid, so their columns line up however long the texts are. */
export const Rows = ({ cells = 0, label, bare, children }: RowsProps) => (
  <div className={bare ? '@container' : '@container overflow-clip rounded-lg border border-line bg-surface'}>
    <ul aria-label={label} className={`[&>*+*]:border-t @min-[40rem]:grid @min-[40rem]:gap-x-6 ${columns[cells]}`}>
      {children}
    </ul>
  </div>
)

type RowProps = {
  icon?: IconName | undefined
  title: ReactNode
  badge?: ReactNode
  detail?: ReactNode
  /** The cells between, in order: where, when. On a narrow page they follow the detail. */
  cells?: readonly ReactNode[] | undefined
  end?: ReactNode
  /** A row under the row above, as a branch of it. */
  branch?: boolean | undefined
  /** On a narrow page the end goes under the text: for sentences rather than buttons. */
  endBelow?: boolean | undefined
}

export const Row = ({ icon, title, badge, detail, cells = [], end, branch, endBelow }: RowProps) => (
  <li className="border-line grid items-center gap-y-1 px-6 py-4 @max-[40rem]:grid-cols-[minmax(0,1fr)_auto] @max-[40rem]:gap-x-3 @max-[40rem]:px-4 @min-[40rem]:col-span-full @min-[40rem]:grid-cols-subgrid">
    <div
      className={`flex min-w-0 items-center gap-4 @max-[40rem]:gap-3 ${endBelow ? '@max-[40rem]:col-span-full' : ''}`}
    >
      {branch ? (
        <span className="flex w-9 shrink-0 justify-end self-stretch" aria-hidden="true">
          <span className="-mt-5 mr-0.5 h-8 w-4 rounded-bl-sm border-b border-l border-edge" />
        </span>
      ) : icon ? (
        <span className="grid size-9 shrink-0 place-items-center self-start rounded-sm border border-line bg-raised text-muted">
          <Icon name={icon} className="size-5" />
        </span>
      ) : null}
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <div className="min-w-0 font-semibold" dir="auto">
            {title}
          </div>
          {badge}
        </div>
        {detail ? <div className="text-sm text-muted">{detail}</div> : null}
      </div>
    </div>
    {cells.map((cell, at) => (
      <div
        // oxlint-disable-next-line react/no-array-index-key -- a cell is its column
        key={at}
        className={`min-w-0 @max-[40rem]:col-start-1 @max-[40rem]:text-sm ${icon || branch ? '@max-[40rem]:pl-12' : ''}`}
      >
        {cell}
      </div>
    ))}
    <div
      className={`@min-[40rem]:col-start-[-2] @min-[40rem]:justify-self-end ${endBelow ? '@max-[40rem]:col-span-full' : '@max-[40rem]:col-start-2 @max-[40rem]:row-start-1'}`}
    >
      {end}
    </div>
  </li>
)
