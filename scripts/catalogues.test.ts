import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { expect, it } from 'vitest'

type Entry = { message?: string | undefined; translation?: string | undefined; context?: string | undefined }
type Catalogue = Readonly<Record<string, Entry>>

/** The values that a message is filled with, and the tags of its markup, each once. */
function blanks(message: string): readonly string[] {
  const found = new Set<string>(message.match(/<\/?\d+\/?>/g))
  const note = (part: unknown): void => {
    if (!Array.isArray(part)) return
    for (const each of part) {
      if (!Array.isArray(each)) continue
      const [name, , choices] = each as [string, string?, Record<string, unknown>?]
      found.add(`{${name}}`)
      if (typeof choices === 'object') Object.values(choices).forEach(note)
    }
  }
  note(compileMessage(message))
  return [...found].toSorted()
}

/** What is wrong with a catalogue, given what stands in the code. */
function faults(inCode: Catalogue, german: Catalogue): readonly string[] {
  const missing = Object.entries(inCode)
    .filter(([id]) => !german[id]?.translation)
    .map(([, { message }]) => `not translated: ${message}`)
  const gone = Object.entries(german)
    .filter(([id]) => inCode[id] === undefined)
    .map(([, { message }]) => `no longer in the code: ${message}`)
  const unlike = Object.values(german)
    .filter(({ message = '', translation }) => translation && blanks(message).join() !== blanks(translation).join())
    .map(({ message }) => `other blanks: ${message}`)
  return [...missing, ...gone, ...unlike]
}

it(
  'German has every word that stands in the code, no other, and the same blanks in each',
  { timeout: 120_000 },
  async () => {
    const [catalogue] = await getCatalogs(getConfig())
    const inCode = await catalogue?.collect()
    const german = await catalogue?.read('de')
    if (!inCode || !german) throw new Error('There are no catalogues.')
    expect(Object.keys(inCode).length).toBeGreaterThan(2_000)
    expect(faults(inCode, german)).toEqual([])

    // Controls: what is left out, left over or filled otherwise is seen.
    const [first = ''] = Object.keys(inCode)
    const { [first]: _first, ...rest } = german
    expect(faults(inCode, rest)).toHaveLength(1)
    expect(faults({ ...inCode, more: { message: 'Sign out now' } }, german)).toHaveLength(1)
    expect(faults(inCode, { ...german, old: { message: 'Sign off', translation: 'Ab' } })).toHaveLength(1)
    const one = { one: { message: '{count, plural, one {# of <0>{name}</0>} other {all}}' } }
    const right = '{count, plural, one {eines von <0>{name}</0>} other {alle}}'
    const translated = (translation: string) => faults(one, { one: { ...one.one, translation } })
    expect(translated(right)).toEqual([])
    expect(translated(right.replace('{name}', '{nam}'))).toHaveLength(1)
    expect(translated(right.replaceAll(/<\/?0>/g, ''))).toHaveLength(1)
  },
)
