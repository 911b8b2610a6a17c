import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { emulatorControl } from '../emulator/client.ts'
import { startServer } from '../emulator/server.ts'

// Each starts a process; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 300_000 })

const script = fileURLToPath(new URL('run.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'curfew-conformance-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command; gives its exit status and what it printed. */
function run(...args: string[]) {
  const { PATH } = process.env
  return new Promise<{ status: number | string | null | undefined; out: string; complaint: string }>((resolve) =>
    execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { env: { PATH }, maxBuffer: 1e7 },
      (error, out, complaint) => resolve({ status: error ? error.code : 0, out, complaint }),
    ),
  )
}

test('all is the same: status 0, a line for each scenario, a summary, and JSON', async () => {
  const file = join(folder, 'same.json')
  const { status, out } = await run('--only', 'revoke/', '--out', file)
  expect(status).toBe(0)
  expect(out).toMatch(/^same +revoke\/twice {2}\[T\] revoking a token again succeeds$/m)
  expect(out.trim().split('\n').at(-1)).toMatch(/us-east-1: \d+ same, 0 differ, 0 not possible here$/)
  const result = JSON.parse(readFileSync(file, 'utf8'))
  expect(result).toMatchObject({ region: 'us-east-1', left: [] })
  expect(result.outcomes[0]).toMatchObject({ name: 'revoke/ends-its-session', verdict: 'same', marks: ['D', 'T'] })
})

test('something differs: status 1, and what was expected and observed, without a secret', async () => {
  const server = await startServer({ port: 0, seed: 'none' })
  const file = join(folder, 'differs.json')
  try {
    const error = { code: 'NotAuthorizedException', message: 'no' }
    await emulatorControl(server.url).addFault({ operation: 'RevokeToken', times: 'always', error })
    const { status, out } = await run('--endpoint', server.url, '--only', 'revoke/twice', '--out', file)
    expect(status).toBe(1)
    expect(out).toContain(
      [
        'differs            revoke/twice  [T] revoking a token again succeeds',
        '    expected 200 {}',
        '    expected 200 {}',
        '    observed 400 NotAuthorizedException: no',
      ].join('\n'),
    )
    expect(out).toMatch(/: 0 same, 1 differ, 0 not possible here$/m)
    expect(JSON.parse(readFileSync(file, 'utf8')).outcomes).toMatchObject([{ verdict: 'differs', isWordsOnly: false }])
  } finally {
    await server.close()
  }
})

test('no token, password or secret is printed or written, whatever is answered', async () => {
  const server = await startServer({ port: 0, seed: 'none' })
  const file = join(folder, 'secrets.json')
  try {
    const control = emulatorControl(server.url)
    // An endpoint that repeats a token in its words.
    const message = 'Invalid token eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NN.aaaa.bbbb.cccc.dddd'
    const error = { code: 'InvalidParameterException', message }
    await control.addFault({ operation: 'RevokeToken', times: 'always', error })
    const { out, complaint } = await run('--endpoint', server.url, '--out', file)
    expect(out).toContain('Invalid token <secret>')
    for (const text of [out, complaint, readFileSync(file, 'utf8')]) {
      expect(text).not.toMatch(/eyJ[\w-]{8}/)
      expect(text).not.toMatch(/Aa1![\da-f]{24}/)
      // A client secret: nothing else is that long without a break.
      expect(text).not.toMatch(/\b[\da-z]{40,}\b/)
    }
  } finally {
    await server.close()
  }
})

test.each([
  [['--aws', '--region', 'eu-west-1'], '--aws: people, app clients and settings are made and deleted there.'],
  [['--only', 'nothing/like-it'], `--only: no scenario's name begins with "nothing/like-it"; see --list.`],
  [['--endpoint', 'http://127.0.0.1:1'], 'Nothing answers at http://127.0.0.1:1'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('%j is a mistake: status 2 and a sentence', async (args, sentence) => {
  const { status, out, complaint } = await run(...args)
  expect([status, out]).toEqual([2, ''])
  expect(complaint).toContain(sentence)
  expect(complaint).not.toContain('    at ')
})

test('--list shows the scenarios and asks nothing, and --help says how', async () => {
  const { status, out } = await run('--list', '--only', 'rotation/')
  expect(status).toBe(0)
  expect(out).toMatch(/^rotation\/grace {2}\[D, \?\] within its grace/m)
  expect((await run('--help')).out).toMatch(/^Usage: npm run conformance/)
})
