import { locale } from '#language'

/** A number as the person writes it: `1,204`, in German `1.204`. A count with its noun is Lingui's `plural`. */
export function numberText(value: number): string {
  return value.toLocaleString(locale)
}

/** `Ada, Grace and Lin`. */
export function sentenceList(parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
}
