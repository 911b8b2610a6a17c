// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- where rows are
// laid out as grids (see VirtualTable), some browsers no longer see a table.
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { Icon } from './Icon.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

type TableProps = Omit<ComponentProps<'table'>, 'style'> & {
  /** Names the table, and the region that scrolls it. */
  caption: string
  showCaption?: boolean | undefined
  /** Bounds the height, so that the header can stay in sight: "max-h-[70vh]". */
  bounds?: string | undefined
  /** Inside a Panel, which has a frame already. */
  bare?: boolean | undefined
  children: ReactNode
}

export const Table = (props: TableProps) => {
  const { caption, showCaption, bounds = '', bare, children, className = '', ...rest } = props
  const scroller = useRef<HTMLElement>(null)
  return (
    <ScrollRegion
      scroller={scroller}
      aria-label={caption}
      className={`${bare ? '' : 'rounded-lg border border-line'} ${bounds}`}
    >
      <table {...rest} className={`w-full border-separate [border-spacing:0] text-sm ${className}`}>
        <caption className={showCaption ? 'px-4 py-3 text-left font-semibold' : 'sr-only'}>{caption}</caption>
        {children}
      </table>
    </ScrollRegion>
  )
}

export type Sorted = 'ascending' | 'descending' | undefined

type ColumnHeadProps = Omit<ComponentProps<'th'>, 'style' | 'onClick'> & {
  /** Given: the header is a button that asks for the other order. */
  onSort?: (() => void) | undefined
  sorted?: Sorted
  numeric?: boolean | undefined
}

export const ColumnHead = ({ onSort, sorted, numeric, children, className = '', ...rest }: ColumnHeadProps) => (
  <th
    scope="col"
    role="columnheader"
    {...rest}
    aria-sort={sorted}
    // Positioned, so that words for screen readers alone do not reach past a table that scrolls.
    className={`relative border-b border-line bg-surface px-3 py-2 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4 ${numeric ? 'text-right' : 'text-left'} ${className}`}
  >
    {onSort === undefined ? (
      <span className="inline-flex min-h-6 items-center">{children}</span>
    ) : (
      <button
        type="button"
        onClick={onSort}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink"
      >
        {children}
        <Icon
          name={sorted === 'ascending' ? 'up' : 'down'}
          className={`size-3.5 ${sorted === undefined ? 'invisible' : ''}`}
        />
      </button>
    )}
  </th>
)

type CellProps = Omit<ComponentProps<'td'>, 'style'> & { numeric?: boolean | undefined }

const cellClass =
  'border-b border-line content-center px-3 py-2 align-middle first:pl-4 last:pr-4 in-[tbody:last-child>tr:last-child]:border-b-0'

export const Cell = ({ numeric, className = '', ...rest }: CellProps) => (
  <td role="cell" {...rest} className={`${cellClass} ${numeric ? 'text-right' : ''} ${className}`} />
)

/** The cell that names its row. */
export const RowHead = ({ className = '', ...rest }: Omit<ComponentProps<'th'>, 'style'>) => (
  <th
    scope="row"
    role="rowheader"
    dir="auto"
    {...rest}
    className={`${cellClass} text-left font-semibold ${className}`}
  />
)

export const TableRow = ({ className = '', ...rest }: ComponentProps<'tr'>) => (
  <tr {...rest} className={`hover:bg-raised aria-selected:bg-lamp-tint ${className}`} />
)
