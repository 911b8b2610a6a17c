import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url))
const TSX = fileURLToPath(import.meta.resolve('tsx'))
let running: ChildProcess | undefined

// Each test waits for processes to start, which takes as long as the machine takes.
vi.setConfig({ testTimeout: 300_000 })

afterEach(() => {
  running?.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', TSX, SERVE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running = child
  const said = { out: '', err: '' }
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()))
  return { child, said, ended: once(child, 'close') as Promise<[number | null, string | null]> }
}

const file = (content: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'seed.json')
  writeFileSync(path, content)
  return path
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it says where it listens, answers there, and ends cleanly on %s',
  async (signal) => {
    const { child, said, ended } = start(
      '--port',
      '0',
      '--seed',
      file('{"version":1}'),
      '--credentials',
      'AKID:se:cret',
    )
    await once(child.stdout, 'data')
    expect(said.out).toMatch(/^Curfew emulator listening on http:\/\/127\.0\.0\.1:\d+\n$/)
    const url = said.out.trim().split(' ').at(-1) ?? ''
    expect((await fetch(`${url}/_emulator/health`)).status).toBe(200)
    child.kill(signal)
    expect(await ended).toEqual([0, null])
  },
)

test.each([
  [['--port', 'http'], '--port: expected 0 to 65535, found "http".'],
  [['--port', '65536'], '--port: expected 0 to 65535'],
  [['--host', '0.0.0.0'], '--host: the emulator only listens on the loopback interface (127.0.0.1), found "0.0.0.0".'],
  [['--credentials', 'test'], '--credentials: expected ID:SECRET'],
  [['--region', 'here'], '--region: expected one like us-east-1'],
  [['--seed', '/nowhere.json'], '--seed: /nowhere.json could not be read as JSON'],
  [['--seed', file('{"version":1,"userPools":[{}]}')], '--seed: userPools[0].Id: missing'],
  [['--keys', file('{')], 'could not be read as JSON'],
  [['--keys', file('[]')], "does not hold an emulator's keys"],
  [['--keys', file('null')], "does not hold an emulator's keys"],
  [['--keys', file('{"signing":{"id":{},"access":{}}}')], "does not hold an emulator's keys"],
  [['--keys', '/nowhere/keys.json'], '--keys: /nowhere/keys.json cannot be written'],
  [['--keys', 'keys.json', '--data', 'data'], '--keys: --data keeps the keys itself'],
  [['--speed', '1'], "Unknown option '--speed'"],
])('a bad option ends with status 2 and a sentence: %j', async (args, sentence) => {
  const { said, ended } = start(...args)
  expect(await ended).toEqual([2, null])
  expect(said.err).toContain(sentence)
  expect(said.out).toBe('')
})

test('with a file of keys, a server that remembers them need not notice a restart', async () => {
  const keys = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'keys.json')
  const published = async (...args: string[]) => {
    const { child, said, ended } = start('--port', '0', ...args)
    await once(child.stdout, 'data')
    const url = said.out.trim().split(' ').at(-1) ?? ''
    const answer = await fetch(`${url}/us-east-1_Demo00001/.well-known/jwks.json`)
    const published: unknown = await answer.json()
    child.kill('SIGTERM')
    await ended
    return published
  }
  const first = await published('--keys', keys)
  expect(first).toMatchObject({ keys: [{ kty: 'RSA' }, { kty: 'RSA' }] })
  expect(await published('--keys', keys)).toEqual(first)
  expect(await published()).not.toEqual(first)
  expect(statSync(keys).mode & 0o077).toBe(0)
})

test('help is help', async () => {
  const { said, ended } = start('--help')
  expect(await ended).toEqual([0, null])
  expect(said.out).toContain('Usage: npm run emulator')
})
