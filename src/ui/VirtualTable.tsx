// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- where rows are
// laid out as grids (see VirtualTable), some browsers no longer see a table.
import { defaultRangeExtractor, observeElementRect, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type FocusEvent,
  Fragment,
  memo,
  type ReactNode,
  useCallback,
  useRef,
  useState,
} from 'react'

import { ScrollRegion } from './ScrollRegion.tsx'
import { ColumnHead, type Sorted, TableRow } from './Table.tsx'
import { useSteady } from './useSteady.ts'

/** One column of a table of many rows. Keep the list of columns the same object between renders: rows are remembered. */
export type VirtualColumn<Row> = {
  id: string
  head: ReactNode
  /** Its width in rem. The table as a whole is as wide as they are together, or as wide as there is room. */
  width: number
  /** Its width on a phone, where that is another. */
  narrow?: number | undefined
  /** The cell: a `Cell`, or a `RowHead` for the one that names the row. */
  renderCell: (row: Row) => ReactNode
  sortable?: boolean | undefined
  numeric?: boolean | undefined
}

type VirtualTableProps<Row> = {
  /** Names the table, and the region that scrolls it. */
  caption: string
  columns: readonly VirtualColumn<Row>[]
  rows: readonly Row[]
  /** What tells a row from all others. Only the first function that is given is ever asked. */
  keyOf: (row: Row) => string
  /** All rows are alike high, two lines of text: then none has to be measured, and none moves another. */
  even?: boolean | undefined
  sorted?: { by: string; order: Exclude<Sorted, undefined> } | undefined
  onSort?: ((column: string) => void) | undefined
  isSelected?: ((row: Row) => boolean) | undefined
  /** Bounds the height, so that there is something to scroll: "max-h-[70vh]". */
  bounds?: string | undefined
  /** Told when a pointer comes over the rows and when it leaves: rows that keep their order meanwhile move under none. */
  onHeld?: ((held: boolean) => void) | undefined
}

/** How high an even row is, and what another is taken for before it has been measured. */
const rowRem = 4

/**
 * While a window changes its size, or is put away, it can be without a height for a moment. That is no size to draw by: all
 * rows would go, and the focus with them.
 */
const observeSize: typeof observeElementRect = (instance, changed) =>
  observeElementRect(instance, (rect) => {
    if (rect.height > 0) changed(rect)
  })

/**
 * A table of very many rows, of which those in sight are drawn. It stays a table for a screen reader: every row says
 * which of how many it is. A row that has focus is kept, however far it is scrolled away.
 */
export const VirtualTable = <Row,>(props: VirtualTableProps<Row>) => {
  const { caption, columns, rows, even, sorted, onSort, isSelected, bounds = 'max-h-[70vh]', onHeld } = props
  const scroller = useRef<HTMLElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const steady = useSteady(frame, onHeld)
  const [keyOf] = useState(() => props.keyOf)
  const [rowPx] = useState(() => rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  const [focused, setFocused] = useState<number>()
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range)
      if (focused === undefined || focused >= range.count || inSight.includes(focused)) return inSight
      return [...inSight, focused].sort((a, b) => a - b)
    },
    [focused],
  )
  // These stay the same between renders: where each of all rows stands is worked out anew whenever one of them changes.
  const getScrollElement = useCallback(() => scroller.current, [])
  const estimateSize = useCallback(() => rowPx, [rowPx])
  const getItemKey = useCallback(
    (at: number) => {
      const row = rows[at]
      return row === undefined ? at : keyOf(row)
    },
    [rows, keyOf],
  )
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not in use; what is passed on is remembered by hand
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement,
    estimateSize,
    getItemKey,
    overscan: 2,
    rangeExtractor,
    observeElementRect: observeSize,
    useFlushSync: false,
  })

  const noteFocus = (event: FocusEvent<HTMLElement>) => {
    const at = event.target.closest('tr')?.dataset['index']
    setFocused(at === undefined ? undefined : Number(at))
  }

  const drawn = virtual.getVirtualItems()
  const lines = drawn.flatMap((item, n): ReactNode[] => {
    const row = rows[item.index]
    if (row === undefined) return []
    const gapPx = item.start - (drawn[n - 1]?.end ?? 0)
    const line = (
      <Line
        key={item.key}
        at={item.index}
        row={row}
        columns={columns}
        selected={isSelected?.(row)}
        measure={even ? undefined : virtual.measureElement}
      />
    )
    return gapPx > 0 ? [<Gap key={`before ${item.key}`} heightPx={gapPx} />, line] : [line]
  })
  const restPx = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)

  return (
    <ScrollRegion
      scroller={scroller}
      frame={frame}
      aria-label={caption}
      className={`rounded-lg border border-line [overflow-anchor:none] ${bounds}`}
      onFocus={noteFocus}
      onBlur={() => setFocused(undefined)}
    >
      <table role="table" aria-rowcount={rows.length + 1} className="block text-sm" style={tracksOf(columns)}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sticky top-0 z-10 block">
          <tr role="row" aria-rowindex={1} className={`grid ${tracks}`}>
            {columns.map(({ id, head, sortable, numeric }) => (
              <ColumnHead
                key={id}
                numeric={numeric}
                sorted={sorted?.by === id ? sorted.order : undefined}
                onSort={sortable && onSort ? () => onSort(id) : undefined}
              >
                {head}
              </ColumnHead>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block" {...steady}>
          {lines}
          {restPx > 0 ? <Gap heightPx={restPx} /> : null}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

const tracks = 'grid-cols-(--columns) max-sm:grid-cols-(--narrow-columns)'

/**
 * The widths of the columns. Every row is a grid of its own with the same tracks: in a table's own layout a row that
 * comes into sight would have every other row laid out again.
 */
function tracksOf(columns: readonly { width: number; narrow?: number | undefined }[]): CSSProperties {
  const wide = columns.map(({ width }) => width)
  const narrow = columns.map(({ width, narrow: own = width }) => own)
  return {
    '--columns': trackList(wide),
    '--narrow-columns': trackList(narrow),
    // The sum of the widths: `max-content` would stretch all columns as far as the fullest of them asks.
    minWidth: 'min-content',
  } as CSSProperties
}

function trackList(widths: readonly number[]): string {
  return widths.map((rem) => `minmax(${rem}rem, ${rem}fr)`).join(' ')
}

type LineProps<Row> = {
  at: number
  row: Row
  columns: readonly VirtualColumn<Row>[]
  selected: boolean | undefined
  /** Absent where all rows are alike high. */
  measure: ((element: Element | null) => void) | undefined
}

/** As wide as its columns say: a long text in one of them wraps, and moves no other. */
const measured: CSSProperties = { contain: 'inline-size layout paint style' }

const PlainLine = <Row,>({ at, row, columns, selected, measure }: LineProps<Row>) => (
  <TableRow
    ref={measure}
    role="row"
    data-index={at}
    aria-rowindex={at + 2}
    aria-selected={selected}
    style={measure && measured}
    className={`grid ${tracks} ${measure ? '' : 'h-16 contain-strict grid-rows-[minmax(0,1fr)]'}`}
  >
    {columns.map(({ id, renderCell }) => (
      <Fragment key={id}>{renderCell(row)}</Fragment>
    ))}
  </TableRow>
)

// Scrolling draws only the rows that come into sight.
const Line = memo(PlainLine) as typeof PlainLine

/** The height of rows that are not drawn. */
const Gap = ({ heightPx }: { heightPx: number }) => (
  <tr aria-hidden="true" className="block" style={{ height: heightPx }} />
)
