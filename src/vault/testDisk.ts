/** Everything in a database, bytes as Latin-1 text; empty when there is nothing in it. */
export async function bytesOnDisk(database: string): Promise<string> {
  const db = await opened(database)
  const stores = [...db.objectStoreNames].map(async (name) =>
    settled(db.transaction(name).objectStore(name).getAll() as IDBRequest<unknown[]>),
  )
  const found = await Promise.all(stores)
  db.close()
  const text = (_name: string, value: unknown) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value
  return found.flat().length === 0 ? '' : JSON.stringify(found, text)
}

/** What "clear site data" does to the database. */
export async function clearDisk(database: string): Promise<void> {
  const db = await opened(database)
  await Promise.all(
    [...db.objectStoreNames].map(async (name) => settled(db.transaction(name, 'readwrite').objectStore(name).clear())),
  )
  db.close()
}

async function opened(database: string): Promise<IDBDatabase> {
  return settled(indexedDB.open(database))
}

async function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the request failed')))
  })
}
