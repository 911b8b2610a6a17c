import { t } from '@lingui/core/macro'
import { useCallback, useId, useLayoutEffect, useRef, useState } from 'react'
import { fullText } from '../lib/time.ts'
import { type Bar, type LifelineDrawing, type Text, barHeight, lifelineLayout } from './lifelineLayout.ts'
import type { LifelineInput, LifelineRow, LifelineState } from './lifelineWords.ts'
import { useNow } from './useNow.ts'

type LifelineProps = Omit<LifelineInput, 'now'> & {
  /** A clock to ask every second, or one moment that stands still. */
  now?: Date | (() => Date) | undefined
  /** Names the drawing and its table: "Tokens of this session". */
  label?: string | undefined
}

/** How long each token lives: solid lived, outlined to come, the lamp line now, cut where it ended, hatched what is still accepted offline. */
export const Lifeline = ({ rows, cut, state, now: clock, label = t`Tokens of this session` }: LifelineProps) => {
  const ticking = useNow(typeof clock === 'function' ? clock : undefined)
  const now = clock instanceof Date ? clock : ticking
  const { host, width, unit, measure } = useMeasured()
  const input = { rows, cut, state, now }
  return (
    <figure ref={host} className="relative min-w-0 text-xs" aria-label={label}>
      <Drawing drawing={lifelineLayout(input, width, unit, measure)} width={width} state={state} />
      <LifelineTable {...input} label={label} />
    </figure>
  )
}

type DrawingProps = { drawing: LifelineDrawing; width: number; state: LifelineState }

const tones = { ink: 'fill-ink font-semibold', muted: 'fill-muted', lamp: 'fill-lamp-ink font-semibold' } as const

const Drawing = ({ drawing, width, state }: DrawingProps) => {
  const hatch = useId()
  const { height, texts, bars, axis, now, cut } = drawing
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="block w-full overflow-visible" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(35)">
          <path d="M1.5 0V7" className="stroke-hatch" strokeWidth="3" />
        </pattern>
      </defs>

      {bars.map((bar, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a token is its row
        <g key={at}>
          {bar.toCome ? (
            <BarShape
              bar={bar.toCome}
              className={`fill-none ${bar.over ? 'stroke-ended' : 'stroke-edge'}`}
              dashed={bar.approximate || state !== 'live'}
            />
          ) : null}
          {bar.lost ? <BarShape bar={bar.lost} className="animate-let-go fill-none stroke-edge" /> : null}
          {bar.tail ? (
            <g className="animate-settle">
              <BarShape bar={bar.tail} className="stroke-edge" fill={`url(#${hatch})`} />
            </g>
          ) : null}
          <rect
            {...bar.lived}
            height={barHeight}
            rx={Math.min(barHeight, bar.lived.width) / 2}
            className={bar.over ? 'fill-ended' : 'fill-live'}
          />
        </g>
      ))}

      <g className="stroke-edge" strokeWidth="1" shapeRendering="crispEdges">
        <path d={`M${axis.from} ${axis.y}H${axis.to}`} />
        {axis.ticks.map(({ x, to }) => (
          <path key={x} d={`M${x} ${axis.y}V${to}`} />
        ))}
      </g>
      {axis.breaks.map((x) => (
        <g key={x}>
          <path d={`M${x - 4} ${axis.y}H${x + 4}`} className="stroke-surface" strokeWidth="3" />
          <path
            d={`M${x - 7} ${axis.y + 6}l6 -12M${x + 1} ${axis.y + 6}l6 -12`}
            className="stroke-edge"
            strokeWidth="1.25"
          />
        </g>
      ))}

      {cut ? <path d={`M${cut.x} ${cut.from}V${cut.to}`} className="stroke-lamp-line" strokeWidth="1.5" /> : null}
      {now ? (
        <path
          d={`M${now.x} ${now.from}V${now.to}`}
          className="stroke-lamp-line"
          strokeWidth="2"
          strokeDasharray={cut ? '2 3' : undefined}
        />
      ) : null}
      {cut ? cut.marks.map((y) => <CutMark key={y} x={cut.x} y={y} state={state} />) : null}
      {texts.map((text) => (
        <Label key={`${text.x} ${text.y} ${text.text}`} {...text} />
      ))}
    </svg>
  )
}

type BarShapeProps = { bar: Bar; className: string; fill?: string | undefined; dashed?: boolean | undefined }

const BarShape = ({ bar, className, fill, dashed }: BarShapeProps) => (
  <rect
    x={bar.x + 0.5}
    y={bar.y + 0.5}
    width={Math.max(1, bar.width - 1)}
    height={barHeight - 1}
    rx={Math.min(4.5, Math.max(1, bar.width - 1) / 2)}
    className={className}
    fill={fill}
    strokeDasharray={dashed ? '4 3' : undefined}
  />
)

type CutMarkProps = { x: number; y: number; state: LifelineState }

/** The same shapes as everywhere: a slash for ended, an open ring for ending, a question mark for unknown. */
const CutMark = ({ x, y, state }: CutMarkProps) => {
  if (state === 'ended') {
    const slash = `M${x - 5} ${y + 10}L${x + 5} ${y - 10}`
    return (
      <>
        <path d={slash} className="stroke-surface" strokeWidth="7" />
        <path
          d={slash}
          pathLength="1"
          strokeDasharray="1"
          className="animate-cut stroke-lamp-line"
          strokeWidth="2.5"
          strokeLinecap="round"
        />
      </>
    )
  }
  return (
    <>
      <circle cx={x} cy={y} r="6.5" className="fill-surface stroke-lamp-line" strokeWidth="2" />
      {state === 'unknown' ? (
        <text x={x} y={y + 4} textAnchor="middle" className="fill-lamp-ink text-xs font-semibold">
          ?
        </text>
      ) : null}
    </>
  )
}

/** Lines pass behind the words: each word has a border of its ground around it. */
const Label = ({ text, x, y, tone }: Text) => (
  <text
    x={x}
    y={y}
    className={`stroke-surface [paint-order:stroke] ${tones[tone]}`}
    strokeWidth="5"
    strokeLinejoin="round"
  >
    {text}
  </text>
)

const LifelineTable = ({ rows, cut, state, now, label }: LifelineInput & { label: string }) => (
  <div className="sr-only">
    <table>
      <caption>
        {label}
        {cut ? `, ${cut.label} ${fullText(cut.at)}` : ''}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t`Token`}</th>
          <th scope="col">{t`Issued`}</th>
          <th scope="col">{t`Expires`}</th>
          <th scope="col">{t`State`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{fullText(row.issuedAt)}</td>
            <td>{expiryOf(row)}</td>
            <td>{stateOf(row, now, state, cut !== undefined)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const expiryOf = ({ expiresAt, approximate }: LifelineRow) => {
  const time = fullText(expiresAt)
  return approximate ? t`about ${time}` : time
}

const stateOf = (row: LifelineRow, now: Date, state: LifelineState, cut: boolean) => {
  if (cut && state === 'ended') {
    if (!row.offlineUntil || row.offlineUntil <= now) return t`ended`
    const end = fullText(row.offlineUntil)
    return t`ended, accepted by servers that check offline until ${end}`
  }
  if (row.expiresAt <= now) return t`expired`
  if (state === 'ending') return t`ending`
  if (state === 'unknown') return t`unknown`
  const { note } = row
  return note ? t`live, ${note}` : t`live`
}

/** The room there is and the size of the text in it, again whenever either changes. */
const useMeasured = () => {
  const host = useRef<HTMLElement>(null)
  const [{ width, unit, font }, setMeasured] = useState({ width: 720, unit: 12.5, font: '' })

  useLayoutEffect(() => {
    const element = host.current
    if (!element) return undefined
    const read = () => {
      const { fontSize, fontFamily } = getComputedStyle(element)
      // While the page's own font is on its way the stand-in is measured: the state has to change when it is there.
      const loaded = document.fonts.status === 'loaded' ? '' : ' '
      setMeasured({ width: element.clientWidth || 720, unit: Number.parseFloat(fontSize), font: fontFamily + loaded })
    }
    const observer = new ResizeObserver(read)
    observer.observe(element)
    document.fonts.addEventListener('loadingdone', read)
    read()
    return () => {
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', read)
    }
  }, [])

  const measure = useCallback((text: string, strong: boolean) => textWidth(text, strong, unit, font), [unit, font])
  return { host, width, unit, measure }
}

let canvas: CanvasRenderingContext2D | null | undefined

/** A canvas knows no tabular figures: digits are counted at their fixed advance, the rest is measured. */
const textWidth = (text: string, strong: boolean, unit: number, font: string) => {
  canvas ??= document.createElement('canvas').getContext('2d')
  const figures = text.replace(/\D/g, '').length
  if (!canvas || font === '') return text.length * unit * 0.62
  canvas.font = `${strong ? 600 : 400} ${unit}px ${font.trim()}`
  return Math.ceil(canvas.measureText(text.replace(/\d/g, '')).width + figures * unit * (strong ? 0.63 : 0.61)) + 1
}
