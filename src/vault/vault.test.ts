import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

import type { VaultMessage } from './protocol.ts'
import type { Surroundings } from './surroundings.ts'
import { demo, useVirtualTime } from './testWorld.ts'
import { openVault } from './vault.ts'

useVirtualTime()

describe('a vault as the worker puts it together', () => {
  it('keeps each deployment’s session in the one database of the browser', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    onTestFinished(() => void vi.unstubAllGlobals())
    const said: VaultMessage[] = []
    const around: Surroundings = {
      origin: 'http://localhost:4173',
      now: () => Date.now(),
      sleep: async () => undefined,
      deviceName: 'a browser',
      newId: () => 'id',
      withLock: async (_name, work) => work(),
      tellTabs: () => undefined,
      emit: (message) => void said.push(message),
      halves: () => ({}),
    }
    const vault = await openVault({ region: 'us-east-1', userPoolId: demo.pool, clientId: demo.storefront }, around)
    expect(await vault.run('open', {})).toEqual({ state: 'signed out' })
    expect(said).toContainEqual({ kind: 'outbox', waiting: 0 })
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['curfew'])
    await vault.run('retryOutbox', {})
    vault.close()
  })
})
