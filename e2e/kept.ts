import type { Page } from '@playwright/test'

/** Everything that a page's origin keeps in the browser: by database and store, and in the page's other storages. */
export type Kept = {
  cookies: string
  local: Record<string, string>
  session: Record<string, string>
  records: readonly (readonly [store: string, record: unknown])[]
}

/** Where nothing is kept at all. */
export const nothing: Kept = { cookies: '', local: {}, session: {}, records: [] }

/** What the browser has on disk of this page's origin, read as any script of the page could. */
export async function keptIn(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const finished = async <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, fail) => {
        request.addEventListener('success', () => done(request.result))
        request.addEventListener('error', () => fail(new Error('IndexedDB could not be read')))
      })
    const records: [string, unknown][] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await finished(indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const all = await finished(db.transaction(store).objectStore(store).getAll())
        for (const record of all) records.push([`${name}: ${store}`, record])
      }
      db.close()
    }
    const [local, session] = [localStorage, sessionStorage].map((storage) =>
      Object.fromEntries(Object.entries(storage)),
    )
    return { cookies: document.cookie, local: local ?? {}, session: session ?? {}, records }
  })
}

/** The records of one store, such as `curfew: session`. */
export async function recordsIn(page: Page, store: string): Promise<readonly unknown[]> {
  return (await keptIn(page)).records.filter(([of]) => of === store).map(([, record]) => record)
}
