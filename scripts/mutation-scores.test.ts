import { describe, expect, test } from 'vitest'
import { linesOf, scoreOf } from './mutation-scores.mjs'

function mutants(fileName: string, ...statuses: string[]) {
  return statuses.map((status) => ({ fileName, status }))
}

describe('the score of mutants', () => {
  test('is the part that the tests have noticed', () => {
    expect(scoreOf(mutants('a.ts', 'Killed', 'Timeout', 'Killed', 'Survived'))).toBe(75)
  })
  test('counts what no test reaches as not noticed', () => {
    expect(scoreOf(mutants('a.ts', 'Killed', 'NoCoverage'))).toBe(50)
  })
  test('counts nothing that was left out or could not run', () => {
    expect(scoreOf(mutants('a.ts', 'Killed', 'Ignored', 'CompileError', 'RuntimeError'))).toBe(100)
  })
  test('is none where there are no mutants', () => {
    expect(scoreOf(mutants('a.ts', 'Ignored'))).toBeUndefined()
  })
})

test('the worst file is named first, and the room last', () => {
  const all = [
    ...mutants('room/good.ts', 'Killed'),
    ...mutants('room/bad.ts', 'Survived', 'Killed', 'Survived'),
    ...mutants('room/types.ts', 'Ignored'),
  ]
  expect(linesOf('room', all)).toEqual([
    '  room/bad.ts: 33.3 %, 1 of 3',
    '  room/good.ts: 100.0 %, 1 of 1',
    '  room/types.ts: nothing to change',
    'room: 50.0 %, 2 of 4',
  ])
})
