import { type MessageDescriptor, setupI18n } from '@lingui/core'

import { i18n } from '#language'

import { lifetimeText } from '../../lib/time.ts'

/** Something as the page says it, and in English: a file that programs read is the same whoever's language made it. */
export type Said = { shown: string; english: string }

/** English stands in the code: without a catalogue, that is what is said. */
const english = setupI18n({ locale: 'en', messages: { en: {} } })

/** A translated word or sentence, with nothing to fill in. */
export function said(message: MessageDescriptor): Said {
  return { shown: i18n._(message), english: english._(message) }
}

/** A name or a value of AWS's, which no language changes. */
export function verbatim(text: string): Said {
  return { shown: text, english: text }
}

type Lifetime = { value: number; unit: string }

/** How long a token lives. */
export function lifetimeSaid(lifetime: Lifetime): Said {
  return { shown: lifetimeText(lifetime), english: englishLifetime(lifetime) }
}

/** `1 hour`, `10080 minutes`, as an export has it. */
export function englishLifetime({ value, unit }: Lifetime): string {
  return `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`
}
