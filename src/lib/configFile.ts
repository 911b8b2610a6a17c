import type { Expected } from './configWords.ts'

/**
 * One wrong value of the config file: which field, what stood there, and what was expected. `said` belongs to that: the
 * Region of a pool, or why a text is no JSON.
 */
export type ConfigProblem = { field: string; found: string; expected: Expected; said?: string }

/** Reads `config.json`: what stands in it, unchecked (`parseConfig` checks it). A file that is missing or is no JSON is a problem of the field "config.json". */
export async function readConfigFile(
  url: string,
  fetcher: typeof fetch = fetch,
): Promise<{ ok: true; data: unknown } | { ok: false; problems: readonly ConfigProblem[] }> {
  const whole = (found: string, expected: Expected, said?: string) => ({
    ok: false as const,
    problems: [{ field: 'config.json', found, expected, ...(said === undefined ? {} : { said }) }],
  })
  try {
    const response = await fetcher(url, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' })
    if (!response.ok) return whole(`HTTP ${response.status}`, 'file')
    const body = await response.text()
    try {
      return { ok: true, data: JSON.parse(body) }
    } catch (error) {
      return whole(show(body.slice(0, 60)), 'JSON', error instanceof Error ? error.message : undefined)
    }
  } catch {
    return whole('no answer', 'file')
  }
}

/** A value as it stands in a file of JSON, at most 80 characters of it. */
export function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? String(value)
  return shown.length > 80 ? `${shown.slice(0, 77)}…` : shown
}
