import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ChangeEvent, useId, useState } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { fullText, lifetimeText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { buttonClass } from '../../ui/buttonClass.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { ClientRow, Unread } from './auditRows.ts'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { type Drift, driftSince, parseExport } from './exports.ts'

/** How much of a file is read at most, in bytes. */
const largestFile = 100_000_000
const shownAtMost = 100

type Compared = { at: Date; drift: readonly Drift[] } | 'no export'

type CompareProps = { rows: readonly ClientRow[]; unread: Unread }

/** Compares what was read with an earlier export. The file stays in this browser. */
export const Compare = ({ rows, unread }: CompareProps) => {
  const id = useId()
  const [compared, setCompared] = useState<Compared>()

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target
    const file = input.files?.[0]
    if (file === undefined) return
    const earlier = file.size > largestFile ? undefined : parseExport(await file.text())
    setCompared(earlier ? { at: new Date(earlier.at), drift: driftSince(earlier, rows, unread) } : 'no export')
    input.value = ''
  }

  return (
    <div className="flex flex-col items-start gap-3 print:hidden">
      <label htmlFor={id} className={`${buttonClass('secondary', 'small')} relative focus-within:outline-2`}>
        {t`Compare with an earlier export`}
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => void choose(event)}
        />
      </label>
      {compared === 'no export' ? (
        <Notice kind="warn" role="alert" title={t`This is no export of app clients`}>
          <Trans>Choose a JSON file that this page has made.</Trans>
        </Notice>
      ) : null}
      {compared !== undefined && compared !== 'no export' ? (
        <Differing {...compared} onClose={() => setCompared(undefined)} />
      ) : null}
    </div>
  )
}

type DifferingProps = { at: Date; drift: readonly Drift[]; onClose: () => void }

const Differing = ({ at, drift, onClose }: DifferingProps) => {
  const time = fullText(at)
  const count = drift.length
  const more = numberText(count - shownAtMost)
  return (
    <Notice
      role="status"
      className="w-full"
      title={plural(count, {
        0: `No app client differs from the export of ${time}`,
        one: `# app client differs from the export of ${time}`,
        other: `# app clients differ from the export of ${time}`,
      })}
      actions={
        <Button size="small" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {drift.slice(0, shownAtMost).map((one) => (
        <DriftOf key={one.key} drift={one} />
      ))}
      {count > shownAtMost ? (
        <span>
          <Trans>And {more} more.</Trans>
        </span>
      ) : null}
    </Notice>
  )
}

const DriftOf = ({ drift }: { drift: Drift }) => {
  const { name, what } = drift
  if (what === 'changed') return <ChangeTable title={t`${name}: changed`} changes={drift.differences.map(inWords)} />
  const client = <bdi>{name}</bdi>
  const words = {
    new: <Trans>{client}: new</Trans>,
    gone: <Trans>{client}: gone</Trans>,
    'unread before': <Trans>{client}: not read for the earlier export, so not known whether it is new</Trans>,
    'unread now': <Trans>{client}: not read now, so not known whether it has changed</Trans>,
  }
  return <span>{words[what]}</span>
}

/** An export is in English: these are its settings and values in the page's language. */
const settingNames: ReadonlyMap<string, string> = new Map([
  ['name', t({ message: 'name', context: 'setting' })],
  ['type', t({ message: 'type', context: 'setting' })],
  ['revocation', t({ message: 'revocation', context: 'setting' })],
  ['access token', t({ message: 'access token', context: 'setting' })],
  ['ID token', t({ message: 'ID token', context: 'setting' })],
  ['refresh token', t({ message: 'refresh token', context: 'setting' })],
  ['rotation', t({ message: 'rotation', context: 'setting' })],
  ['hides users', t({ message: 'hides users', context: 'setting' })],
  ['sign-in flows', t({ message: 'sign-in flows', context: 'setting' })],
  ['OAuth flows', t({ message: 'OAuth flows', context: 'setting' })],
  ['callbacks', t({ message: 'callbacks', context: 'setting' })],
])
const valueNames: ReadonlyMap<string, string> = new Map([
  ['on', t({ message: 'on', context: 'setting' })],
  ['off', t({ message: 'off', context: 'setting' })],
  ['public', t({ message: 'public', context: 'setting' })],
  ['confidential', t({ message: 'confidential', context: 'setting' })],
])

type Differences = Extract<Drift, { what: 'changed' }>['differences']

function inWords({ path, before, after }: Differences[number]): Differences[number] {
  const value = (text: string | undefined) => (text === undefined || path === 'name' ? text : valueText(text))
  return { path: settingNames.get(path) ?? path, before: value(before), after: value(after) }
}

function valueText(text: string): string {
  const [, value, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(text) ?? []
  return unit === undefined ? (valueNames.get(text) ?? text) : lifetimeText({ value: Number(value), unit: `${unit}s` })
}
