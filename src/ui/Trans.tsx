import { i18n } from '#language'
import { type TransProps, TransNoContext } from '@lingui/react/server'

/**
 * A sentence with markup in it. Its words come from the page's one language, so no provider is needed above it. The
 * markup is looked for once the values are filled in, and a value may be anybody's text: one that could be read as
 * markup goes in as an element, which is not looked into.
 */
export const Trans = ({ values, ...sentence }: TransProps) => (
  <TransNoContext {...sentence} lingui={{ i18n }} {...(values === undefined ? {} : { values: asText(values) })} />
)

function asText(values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' && value.includes('<') ? <>{value}</> : value]),
  )
}
