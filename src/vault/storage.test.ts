import 'fake-indexeddb/auto'

import { openDB } from 'idb'
import { expect, test } from 'vitest'

import { openStorage } from './storage.ts'

test('a disk of an earlier version keeps what is on it, and gets what it lacks', async () => {
  const names = ['session', 'devices', 'presence']
  const keyed = ['outbox', 'receipts', 'changes', 'activity']
  const old = await openDB('of an earlier version', 1, {
    upgrade(database) {
      for (const name of names) database.createObjectStore(name)
      for (const name of keyed) database.createObjectStore(name, { keyPath: 'id' })
      database.createObjectStore('signIns', { keyPath: 'state' }).createIndex('askedAt', 'askedAt')
    },
  })
  await old.put('presence', 7, 'pool|client')
  old.close()
  const storage = await openStorage('pool|client', 'of an earlier version')
  expect(await storage.activeAt()).toBe(7)

  const bare = await openDB('with a session only', 1, {
    upgrade: (database) => void database.createObjectStore('session'),
  })
  bare.close()
  const filled = await openStorage('pool|client', 'with a session only')
  expect(await filled.activeAt()).toBe(0)
  expect(await filled.record()).toBeUndefined()
})
