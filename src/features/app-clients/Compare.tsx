import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ChangeEvent, useId, useState } from 'react'

import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { buttonClass } from '../../ui/buttonClass.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { ClientRow } from './auditRows.ts'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { type Drift, driftSince, parseExport } from './exports.ts'

/** How much of a file is read at most, in bytes. */
const largestFile = 100_000_000
const shownAtMost = 100

type Compared = { at: Date; drift: readonly Drift[] } | 'no export'

/** Compares what was read with an earlier export. The file stays in this browser. */
export const Compare = ({ rows }: { rows: readonly ClientRow[] }) => {
  const id = useId()
  const [compared, setCompared] = useState<Compared>()

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target
    const file = input.files?.[0]
    if (file === undefined) return
    const earlier = file.size > largestFile ? undefined : parseExport(await file.text())
    setCompared(earlier ? { at: new Date(earlier.at), drift: driftSince(earlier, rows) } : 'no export')
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
        <Notice
          role="status"
          className="w-full"
          title={t`${compared.drift.length === 1 ? '1 app client differs' : t`${compared.drift.length} app clients differ`} from ${fullText(compared.at)}`}
          actions={
            <Button size="small" onClick={() => setCompared(undefined)}>
              <Trans>Close</Trans>
            </Button>
          }
        >
          {compared.drift.slice(0, shownAtMost).map((drift) =>
            drift.what === 'changed' ? (
              <ChangeTable key={drift.key} title={t`${drift.name}: changed`} changes={drift.differences} />
            ) : (
              <span key={drift.key}>
                <bdi>{drift.name}</bdi>: {drift.what}
              </span>
            ),
          )}
          {compared.drift.length > shownAtMost ? (
            <span>
              <Trans>And {compared.drift.length - shownAtMost} more.</Trans>
            </span>
          ) : null}
        </Notice>
      ) : null}
    </div>
  )
}
