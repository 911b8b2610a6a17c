import { I18n, type MessageDescriptor, type MessageOptions } from '@lingui/core'

type Values = Record<string, unknown>

/**
 * Lingui reads `\u0041` in a finished sentence as an escape, also where it stands in a value, which may be anybody's text:
 * two names could look like one. Here the backslashes of such a value are written as escapes themselves.
 */
export class Words extends I18n {
  override _(descriptor: MessageDescriptor): string
  override _(id: string, values?: Values, options?: MessageOptions): string
  override _(of: MessageDescriptor | string, values?: Values, options?: MessageOptions): string {
    if (typeof of === 'string') return super._(of, values && literal(values), options)
    return super._(of.values === undefined ? of : { ...of, values: literal(of.values) })
  }
}

function literal(values: Values): Values {
  const entries = Object.entries(values)
  if (!entries.some(([, value]) => isEscape(value))) return values
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isEscape(value) ? value.replaceAll('\\', String.raw`\u005c`) : value]),
  )
}

function isEscape(value: unknown): value is string {
  return typeof value === 'string' && /\\[ux][\da-f]{2}/i.test(value)
}
