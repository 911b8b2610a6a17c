import { parseConfig } from '../lib/config.ts'
import { Failed, failureOf } from '../lib/failure.ts'
import { browserName } from './browserName.ts'
import { checkRequest, idOf } from './messages.ts'
import type { KeyHalves, VaultMessage } from './protocol.ts'
import type { Surroundings } from './surroundings.ts'
import { openVault, type Vault } from './vault.ts'

/*
 * The dedicated worker that holds every token. It listens to one page, knows only the operations of protocol.ts, and
 * has no way to answer with a token: the types have no room for one, and a test tries to get one.
 */

const lockWaitMs = 6_000
const tickMs = 5_000

const channel = new BroadcastChannel('curfew')
let vault: Promise<Vault> | undefined
let halves: KeyHalves = {}

const around: Surroundings = {
  origin: location.origin,
  now: () => Date.now(),
  sleep: async (ms) =>
    new Promise((done) => {
      setTimeout(done, ms)
    }),
  newId: () => crypto.randomUUID(),
  deviceName: browserName(navigator.userAgent),
  withLock: withTabLock,
  tellTabs: () => channel.postMessage('changed'),
  emit: (message) => post(message),
  halves: () => halves,
}

channel.addEventListener('message', () => {
  if (vault) post({ kind: 'another tab' })
})

globalThis.addEventListener('message', (event: MessageEvent<unknown>) => {
  void answer(event.data)
})

setInterval(() => {
  // A disk that fails is told by the next call that needs it.
  void vault?.then(async (opened) => opened.tick()).catch(() => undefined)
}, tickMs)

async function answer(message: unknown): Promise<void> {
  const id = idOf(message)
  if (id === undefined) return
  try {
    const request = checkRequest(message)
    halves = request.halves
    if (request.operation === 'open') open(request.args)
    if (vault === undefined) throw notOpen
    const value = await (await vault).run(request.operation, request.args)
    post({ kind: 'result', id, value })
  } catch (error) {
    post({ kind: 'failure', id, failure: failureOf(error, 'vault') })
  }
}

function open(args: unknown): void {
  const given = typeof args === 'object' && args !== null && 'config' in args ? parseConfig(args.config) : undefined
  if (!given?.ok) throw notOpen
  vault ??= openVault(given.config, around)
}

async function withTabLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  let entered = false
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(lockWaitMs) }, async () => {
      entered = true
      return work()
    })
  } catch (error) {
    if (entered) throw error
    throw busy
  }
}

function post(message: VaultMessage): void {
  ;(globalThis as unknown as { postMessage(message: VaultMessage): void }).postMessage(message)
}

const notOpen = new Failed({
  operation: 'vault',
  code: 'NotOpen',
  message: 'The vault has not been opened.',
  class: 'rejected',
  attempts: 0,
})

const busy = new Failed({
  operation: 'vault',
  code: 'Busy',
  message: 'Another tab is busy with this session.',
  class: 'transient',
  attempts: 0,
})
