import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { UPDATE_RULES } from './domain/updateRules.ts'
import { userPoolOperations } from './operations/index.ts'
import { testEmulator, signIn, control } from './testing.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

test("README's table of operations is the registry", () => {
  const [, table = ''] = /<!-- operations:.*?-->(.*?)<!-- end of operations -->/s.exec(readme) ?? []
  const rows = [...table.matchAll(/^\| (\w+) +\| (yes|no) +\|/gm)].map(([, name, signed]) => [name, signed])
  expect(rows).toEqual(
    Object.entries(userPoolOperations).map(([name, { auth }]) => [name, auth === 'none' ? 'no' : 'yes']),
  )
})

test("README's seed can be planted", async () => {
  const [, seed = ''] = /```json\n(\{\n {2}"version": 1.*?)```/s.exec(readme) ?? []
  const emulator = testEmulator({ seed: 'none' })
  expect((await control(emulator, 'POST', 'seed', seed)).body).toEqual({})
  expect(await signIn(emulator, 'web', 'lee', 'Any-password-1')).toBeDefined()
})

test("README's fault can be planned", async () => {
  const [, fault = ''] = /```json\n(\{ "operation".*?)```/s.exec(readme) ?? []
  expect((await control(testEmulator(), 'POST', 'faults', fault)).status).toBe(200)
})

test('every rule of an update has a mark and a source', () => {
  for (const { mark, source } of Object.values(UPDATE_RULES))
    expect([mark, source].every((text) => text !== '')).toBe(true)
})
