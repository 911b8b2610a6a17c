import { plural, t } from '@lingui/core/macro'
import { listText, mostListBytes, type NamedUsers, type NotAList, readListSlowly } from '../../jobs/listText.ts'
import { usersText } from './jobText.ts'

/** A list that is a file: read in pieces, and never shown as a whole. */
export type ListFile =
  | { state: 'reading'; name: string }
  | { state: 'read'; name: string; list: NamedUsers }
  | { state: 'refused'; name: string; why: string }

/** What is pasted and longer than this is treated as a file, in characters: a field of that length holds the page. */
export const mostPasted = 500_000

const refusals: Readonly<Record<NotAList | 'unreadable', string>> = {
  'too large': t`This file is larger than 20 MB. Split it into several jobs.`,
  empty: t`There is nothing in this file.`,
  'not text': t`This is not a text file. Save a spreadsheet as CSV first.`,
  'another encoding': t`This file’s letters are in an older encoding. Save it as UTF-8: in a spreadsheet as “CSV UTF-8”.`,
  unreadable: t`The browser could not read this file. It may have been moved: choose it again.`,
}

/** Reads a chosen file, unless `signal` says that it is not wanted any more. */
export async function readFile(file: File, signal: AbortSignal): Promise<ListFile> {
  const { name } = file
  const refused = (why: keyof typeof refusals): ListFile => ({ state: 'refused', name, why: refusals[why] })
  if (file.size > mostListBytes) return refused('too large')
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refused('unreadable')
  }
  const read = listText(bytes)
  return 'not' in read ? refused(read.not) : { state: 'read', name, list: await readTyped(read.text, signal) }
}

/** Reads a list as text. */
export async function readTyped(text: string, signal?: AbortSignal): Promise<NamedUsers> {
  return readListSlowly(text, async () => {
    await new Promise((done) => {
      setTimeout(done)
    })
    signal?.throwIfAborted()
  })
}

/** What a list says, in a line. */
export function listSummary({ names, merged, badCount }: NamedUsers): string {
  const parts = [usersText(names.length)]
  if (merged > 0) parts.push(plural(merged, { one: '# repeated', other: '# repeated' }))
  if (badCount > 0) parts.push(plural(badCount, { one: '# line names nobody', other: '# lines name nobody' }))
  return parts.join(', ')
}
