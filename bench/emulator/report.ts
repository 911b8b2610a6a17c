/** A row of the report: what was measured against what. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly ratio: number
  /** The bar of the ratio; a row without one is there for information. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number }
  /** The same ratio by CPU on all threads, of the load generator too: other work on the machine hardly changes it. */
  readonly cpuRatio?: number
  /** How a figure is written that is not a ratio. */
  readonly shown?: (value: number) => string
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The middle one of the ratios of figures that were measured right after each other. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)))
}

/** A figure in as many digits as mean something. */
export function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
}

/** What the columns of the report are. */
export const HEADING = columns('', 'what', 'ours', 'theirs', 'ratio', 'by CPU', 'bar')

/** A row as a line of the report. */
export function lineOf(row: Row): string {
  const { what, ours, theirs, ratio, cpuRatio, bar, shown = (value: number) => value.toFixed(2) } = row
  const verdict = bar ? (holds(row) ? 'pass' : 'MISS') : '-'
  const wanted = !bar ? '' : 'atLeast' in bar ? `at least ${shown(bar.atLeast)}` : `at most ${shown(bar.atMost)}`
  return columns(verdict, what, ours, theirs, shown(ratio), cpuRatio?.toFixed(2) ?? '', wanted)
}

/** How many bars hold, and which rows missed theirs. */
export function summaryOf(rows: readonly Row[]): string {
  const barred = rows.filter(({ bar }) => bar)
  const missed = barred.filter((row) => !holds(row))
  return [`\n${barred.length - missed.length} of ${barred.length} bars hold.`, ...missed.map(lineOf)].join('\n')
}

function holds({ ratio, bar }: Row): boolean {
  return !bar || ('atLeast' in bar ? ratio >= bar.atLeast : ratio <= bar.atMost)
}

function columns(verdict: string, what: string, ...figures: readonly string[]): string {
  const [ours = '', theirs = '', ratio = '', cpu = '', bar = ''] = figures
  const cells = [verdict.padEnd(4), what.padEnd(52), ours.padStart(12), theirs.padStart(12), ratio.padStart(8)]
  return [...cells, cpu.padStart(7), bar].join('  ').trimEnd()
}
