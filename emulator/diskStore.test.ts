import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openDiskStore } from './diskStore.ts'
import { DEMO, signIn, testEmulator, verdict, vitals } from './testing.ts'

/** D-1: how often the emulator is killed. Nightly runs set more. */
const KILLS = Number(process.env['CURFEW_KILLS'] ?? 200)
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Inside the repository, so that the bundle finds the native package as dist/emulator/serve.cjs does. */
const OUT = join(ROOT, 'node_modules/.cache/curfew-disk-test', String(process.pid))
const folders: string[] = []
let running: ChildProcess | undefined

beforeAll(async () => {
  mkdirSync(OUT, { recursive: true })
  // vite.config.ts tells a build for the server by its command; the bundle is the one that `npm run build` makes.
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, 'emulator/serve.ts'),
      outDir: OUT,
      target: 'node20',
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'serve.js', codeSplitting: false } },
    },
  })
}, 300_000)

afterEach(() => {
  running?.kill('SIGKILL')
})

afterAll(() => {
  for (const folder of [OUT, ...folders]) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-data-'))
  folders.push(folder)
  return folder
}

async function start(folder: string) {
  const child = spawn(process.execPath, [join(OUT, 'serve.js'), '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running = child
  const ended = once(child, 'close')
  const said = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])
  const [, url] = /listening on (\S+)/.exec(String(said[0])) ?? []
  if (!url) throw new Error(String(said[0]))
  const call = async (operation: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return text === '' ? {} : JSON.parse(text)
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { child, call, kill, ended }
}

type Server = Awaited<ReturnType<typeof start>>
type Session = { AccessToken: string; RefreshToken: string }

const newcomer = (Username: string) => ({ ClientId: DEMO.storefront, Username, Password: 'Aa-12345' })

async function newSession({ call }: Server): Promise<Session> {
  const answer = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: DEMO.storefront,
    AuthParameters: { USERNAME: 'ada', PASSWORD: 'Lamp-lit-1843' },
  })
  return answer['AuthenticationResult'] as Session
}

test(`D-1: no acknowledged write is lost in ${KILLS} kills in the middle of writing, and the data always loads`, async () => {
  const folder = newFolder()
  const users: string[] = []
  const revoked: Session[] = []
  const check = async ({ call }: Server, names: readonly string[], sessions: readonly Session[]) => {
    for (const name of names) expect((await call('SignUp', newcomer(name)))['__type']).toBe('UsernameExistsException')
    for (const { AccessToken } of sessions) {
      expect((await call('GetUser', { AccessToken }))['message']).toBe('Access Token has been revoked')
    }
  }
  for (let round = 0; round < KILLS; round += 1) {
    const server = await start(folder)
    await check(server, users.slice(-12), revoked.slice(-4))
    const sessions = await Promise.all([newSession(server), newSession(server)])
    // Dies in the middle of eight writers, after a number of answers that differs from round to round.
    let left = (round * 7) % 23
    const write = async (writer: number) => {
      for (let turn = 0; left > 0; turn += 1) {
        const name = `user-${round}-${writer}-${turn}`
        const session = writer < sessions.length && turn === 0 ? sessions[writer] : undefined
        const answer = session
          ? await server.call('RevokeToken', { Token: session.RefreshToken, ClientId: DEMO.storefront })
          : await server.call('SignUp', newcomer(name))
        expect(answer['__type']).toBeUndefined()
        if (session) revoked.push(session)
        else users.push(name)
        left -= 1
      }
      await server.kill()
    }
    const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7].map(write))
    for (const result of results) {
      // What was cut off has no answer; anything else is a failure.
      if (result.status === 'rejected' && !(result.reason instanceof TypeError)) throw result.reason
    }
  }
  const server = await start(folder)
  await check(server, users, revoked)
  expect(users.length).toBeGreaterThan(KILLS)
  expect((await newSession(server)).AccessToken).toBeDefined()
  // The control: what nobody was told of is not there.
  expect((await server.call('SignUp', newcomer('nobody-ever')))['UserSub']).toBeDefined()
}, 3_600_000)

test('a clean stop frees the folder; a second process is refused while the first runs', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await expect(start(folder)).rejects.toThrow(`${folder} is in use by process ${first.child.pid}`)
  first.child.kill('SIGTERM')
  expect(await first.ended).toEqual([0, null])
  await (await start(folder)).kill()
})

test('tokens, settings and resets outlive the store that made them, and long keys do too', async () => {
  const folder = newFolder()
  const first = await openDiskStore(folder)
  const emulator = testEmulator({ store: first.store, keys: first.keys })
  const tokens = await signIn(emulator)
  const long = 'x'.repeat(2000)
  first.store.table('aliases').put(long, 'here')
  await verdict(emulator, 'RevokeToken', { Token: 'a.b.c.d.e', ClientId: DEMO.storefront })
  await first.close()
  const second = await openDiskStore(folder)
  const again = testEmulator({ seed: 'none', store: second.store, keys: second.keys })
  expect(await vitals(again, tokens)).toEqual(['ok', 'ok'])
  expect(second.store.table('aliases').get(long)).toBe('here')
  await again.reset()
  await second.close()
  const third = await openDiskStore(folder)
  const empty = testEmulator({ store: third.store, keys: third.keys })
  await expect(signIn(empty)).rejects.toThrow('User pool client')
  await third.close()
})

test.each([
  [
    'a newer emulator wrote',
    (folder: string) => writeFileSync(join(folder, 'data.journal'), 'Curfew emulator data, format 999\n'),
  ],
  ["is not an emulator's data", (folder: string) => writeFileSync(join(folder, 'data.journal'), 'other')],
  ['data.journal cannot be used: EISDIR', (folder: string) => mkdirSync(join(folder, 'data.journal'))],
  ['from before its first release', (folder: string) => writeFileSync(join(folder, 'data.lmdb'), '')],
  [
    'cannot be written to',
    (folder: string) => {
      rmSync(folder, { recursive: true })
      writeFileSync(folder, '')
    },
  ],
])('a folder where %s is refused in a sentence', async (sentence, spoil) => {
  const folder = newFolder()
  spoil(folder)
  await expect(openDiskStore(folder)).rejects.toThrow(sentence)
})

test.each([
  ['half a line', (line: string) => line.slice(0, line.length / 2)],
  ['a line that was changed', (line: string) => line.replace('two', 'tow')],
  ['zeros', (line: string) => '\0'.repeat(line.length)],
])('what broke off at the end, %s, is not there, and what is written after it is', async (_, spoil) => {
  const folder = newFolder()
  const path = join(folder, 'data.journal')
  const first = await openDiskStore(folder)
  first.store.table('names').put('one', 1)
  await first.close()
  const { size } = statSync(path)
  const second = await openDiskStore(folder)
  second.store.table('names').put('two', 2)
  await second.close()
  const line = readFileSync(path, 'latin1').slice(size)
  truncateSync(path, size)
  appendFileSync(path, spoil(line), 'latin1')
  const third = await openDiskStore(folder)
  expect(third.store.dump()['names']).toEqual([['one', 1]])
  third.store.table('names').put('three', 3)
  await third.close()
  const last = await openDiskStore(folder)
  expect(last.store.dump()['names']).toEqual([
    ['one', 1],
    ['three', 3],
  ])
  await last.close()
})

test('a commit of many records is read in pieces, as a whole or not at all, and without them as before', async () => {
  const folder = newFolder()
  const path = join(folder, 'data.journal')
  const first = await openDiskStore(folder)
  for (let at = 0; at < 1000; at += 1) first.store.table('names').put(`${at}`, `\t,\t[é]"\n${at}`)
  const records = first.store.dump()['names']
  await first.close()
  const held = async () => {
    const disk = await openDiskStore(folder)
    await disk.close()
    return disk.store.dump()['names']
  }
  expect(await held()).toEqual(records)
  const [title, line = '', ...rest] = readFileSync(path, 'utf8').split('\n')
  expect([line.split(',\t').length, rest]).toEqual([4, ['']])
  const before = line.slice(9).replaceAll(',\t', ',')
  writeFileSync(path, `${title}\n${crc32(before).toString(16).padStart(8, '0')} ${before}\n`)
  expect(await held()).toEqual(records)
  truncateSync(path, statSync(path).size - 10)
  expect(await held()).toBeUndefined()
})

test('a line that is damaged before good ones is no end: it is refused, says where, and nothing is touched', async () => {
  const folder = newFolder()
  const path = join(folder, 'data.journal')
  const sizes: number[] = []
  for (const name of ['one', 'two', 'three', 'four']) {
    const disk = await openDiskStore(folder)
    disk.store.table('names').put(name, name)
    await disk.close()
    sizes.push(statSync(path).size)
  }
  const [one = 0] = sizes
  const damaged = readFileSync(path, 'latin1').replace('"two","two"', '"two","tow"')
  writeFileSync(path, damaged, 'latin1')
  await expect(openDiskStore(folder)).rejects.toThrow(
    `${path} cannot be used: it is damaged at byte ${one}, before 2 good lines; cut off there, it works again without them.`,
  )
  expect(readFileSync(path, 'latin1')).toBe(damaged)
  truncateSync(path, one)
  const last = await openDiskStore(folder)
  expect(last.store.dump()['names']).toEqual([['one', 'one']])
  await last.close()
})

test('a journal does not grow without end: it is written anew while changes go on, and nothing is lost', async () => {
  const folder = newFolder()
  const first = await openDiskStore(folder)
  const tokens = await signIn(testEmulator({ store: first.store, keys: first.keys }))
  const table = first.store.table<string>('names')
  const expected = new Map<string, string>()
  const bytes = () => statSync(join(folder, 'data.journal')).size
  // A slow disk may take its time for writing anew: changes wait for it now and then.
  const isRewritten = async () => expect.poll(bytes, { timeout: 120_000 }).toBeLessThan(20_000_000)
  for (let turn = 0; turn < 60_000; turn += 1) {
    const key = `key-${turn % 1500}`
    const value = `${turn}`.padEnd(500)
    table.put(key, value)
    expected.set(key, value)
    if (turn % 7 === 0) {
      table.delete(`key-${turn % 11}`)
      expected.delete(`key-${turn % 11}`)
    }
    await first.store.commit()
    if (turn % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
    if (turn % 5000 === 0) await isRewritten()
  }
  // Without rewriting it would be 30 MB and more.
  await isRewritten()
  await first.close()
  expect(bytes()).toBeLessThan(20_000_000)
  const second = await openDiskStore(folder)
  expect(new Map(second.store.dump()['names'] as [string, string][])).toEqual(expected)
  expect(await vitals(testEmulator({ seed: 'none', store: second.store, keys: second.keys }), tokens)).toEqual([
    'ok',
    'ok',
  ])
  await second.close()
})
