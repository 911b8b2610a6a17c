import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Journal } from './journal.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curfew-journal-'))
  path = join(folder, 'data.journal')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Writes one record again and again, until the journal is due to be written anew. */
function fill(journal: Journal): void {
  const value = 'x'.repeat(1024 * 1024)
  for (let turn = 0; turn < 10; turn += 1) journal.append([['names', 'one', `${turn}${value}`]])
}

test('a journal that cannot be written anew goes on as it is', async () => {
  mkdirSync(`${path}.next/full`, { recursive: true })
  writeFileSync(path, 'Curfew emulator data, format 2\n')
  const { journal } = Journal.open(path, () => ({ names: [['one', '9']] }))
  fill(journal)
  await journal.settled()
  journal.append([['names', 'two', '2']])
  await journal.close()
  expect(statSync(path).size).toBeGreaterThan(10_000_000)
  const { journal: again, tables } = Journal.open(path, () => ({}))
  expect(tables.get('names')?.get('two')).toBe('2')
  await again.close()
})

test('a journal that was not written anew to its end leaves nothing beside it', async () => {
  const values = ['1', 2n]
  const { journal } = Journal.open(path, () => ({ names: values.map((value, at) => [`${at}`, value]) }))
  fill(journal)
  await journal.settled()
  expect(existsSync(`${path}.next`)).toBe(false)
  expect(statSync(path).size).toBeGreaterThan(10_000_000)
  values.pop()
  for (let time = 0; time < 3; time += 1) fill(journal)
  await journal.close()
  expect(readFileSync(path, 'utf8')).toContain('["names","0","1"]')
})
