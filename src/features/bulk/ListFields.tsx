import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useRef } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { type ListFile, listSummary, mostPasted, readFile, readTyped } from './listFile.ts'

/** A list as it stands on the page: typed or pasted, or a file. */
export type ListDraft = { text: string; file?: ListFile }

type ListFieldsProps = { draft: ListDraft; onDraft: (draft: ListDraft) => void }

/** Names by hand or from a file. A file's names are counted, and never put into the field. */
export const ListFields = ({ draft, onDraft }: ListFieldsProps) => {
  const reading = useRef(new AbortController())
  const { text, file } = draft

  /** What was chosen last counts; an earlier file is read no further. */
  const begin = () => {
    reading.current.abort()
    reading.current = new AbortController()
    return reading.current.signal
  }
  const take = async (name: string, read: (signal: AbortSignal) => Promise<ListFile>) => {
    const signal = begin()
    onDraft({ text, file: { state: 'reading', name } })
    try {
      const taken = await read(signal)
      if (!signal.aborted) onDraft({ text, file: taken })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  const drop = () => {
    begin()
    onDraft({ text })
  }

  if (file !== undefined && file.state !== 'refused') {
    return (
      <div className="w-full">
        <Rows label={t`List`}>
          <Row
            title={<bdi className="wrap-anywhere">{file.name}</bdi>}
            detail={<span role="status">{file.state === 'reading' ? t`Reading it` : listSummary(file.list)}</span>}
            end={
              <Button size="small" onClick={drop}>
                <Trans>Remove</Trans>
              </Button>
            }
          />
        </Rows>
      </div>
    )
  }
  return (
    <>
      <TextArea
        label={t`User names, addresses or subs, one a line`}
        hint={t`Of a CSV file the first column counts. Addresses, phone numbers and subs are looked up.`}
        className="w-full"
        value={text}
        onChange={(event) => onDraft({ text: event.target.value })}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          if (pasted.length <= mostPasted) return
          event.preventDefault()
          const name = t`What was pasted`
          void take(name, async (signal) => ({ state: 'read', name, list: await readTyped(pasted, signal) }))
        }}
      />
      <div className="flex flex-col gap-1.5">
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {t`Or a file`}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/plain,text/csv"
            className="text-sm font-normal text-muted file:mr-3 file:min-h-10 file:rounded-md file:border file:border-line file:bg-raised file:px-4 file:font-sans file:text-sm file:font-semibold file:text-ink hover:file:border-edge"
            aria-describedby={file === undefined ? undefined : 'list-file-error'}
            onChange={({ target }) => {
              const chosen = target.files?.[0]
              if (chosen) void take(chosen.name, async (signal) => readFile(chosen, signal))
              // The same file can be chosen again, once it has been mended.
              target.value = ''
            }}
          />
        </label>
        {file === undefined ? null : (
          <p id="list-file-error" role="alert" className="text-sm text-danger">
            {file.why}
          </p>
        )}
      </div>
    </>
  )
}
