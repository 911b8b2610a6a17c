import * as fc from 'fast-check'
import { DEMO } from './testing.ts'
import type { Tables } from './store/Store.ts'

/** Text that breaks what was not made for it, and names that are known, so that it gets further. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '\ud800',
    '\u0000',
    '../..',
    "' OR 1=1",
    '<script>',
    'a'.repeat(5000),
  ),
  fc.constantFrom(
    DEMO.storefront,
    DEMO.kiosk,
    DEMO.pool,
    'ada',
    'USER_PASSWORD_AUTH',
    'REFRESH_TOKEN',
    'NEW_PASSWORD_REQUIRED',
  ),
)

/** Any JSON that text can be in, and what JavaScript trips over. */
export const hostileValue = fc.oneof(
  hostileText,
  fc.anything({ withNullPrototype: true }),
  fc.dictionary(hostileText, hostileText),
  fc.constantFrom(null, true, -1, 1e308, [], {}, [[[]]]),
)

/** What a refused request may leave behind, because it is counted [D]: wrong passwords, attempts of the hour. */
const COUNTED = ['attempts', 'authEvents', 'loginPrompts']

/** A snapshot without what refused requests are counted in. */
export function uncounted(snapshot: string): string {
  const { tables }: { tables: Tables } = JSON.parse(snapshot)
  return JSON.stringify(
    Object.entries(tables).filter(([name]) => !COUNTED.includes(name)),
    (key, value) => (key === 'failures' ? undefined : value),
  )
}
