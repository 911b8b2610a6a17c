/** The script in index.html takes a callback's query out of the address before anything else runs, and leaves it here. */
type Boot = { curfewCallback?: string | undefined }

/** The query that managed login sent the browser back with, once; undefined when it did not. */
export function takeCallback(): string | undefined {
  const boot = globalThis as Boot
  const query = boot.curfewCallback
  delete boot.curfewCallback
  return query
}
