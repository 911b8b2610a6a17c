import { expect, test } from 'vitest'
import { failedInPlaywright, failedInVitest } from './failures.mjs'

const stack = '\n    at /project/a.test.ts:2:31\n    at runWithTimeout'

test('a failed unit test is named with its file and why, without colours and its stack', () => {
  const failureMessages = [`AssertionError: expected \u001B[31m1\u001B[39m to be 2${stack}`]
  const assertionResults = [
    { status: 'passed', fullName: 'one' },
    { status: 'failed', fullName: 'a group two', failureMessages },
  ]
  const testResults = [
    { name: 'a.test.ts', message: '', assertionResults },
    { name: 'b.test.ts', message: '', assertionResults: [] },
  ]
  expect(failedInVitest({ testResults })).toEqual([
    'Failed: a.test.ts › a group two\n    AssertionError: expected 1 to be 2',
  ])
})

test('a file that could not be loaded is named itself', () => {
  const testResults = [{ name: 'a.test.ts', message: "Cannot find module './gone.ts'", assertionResults: [] }]
  expect(failedInVitest({ testResults })).toEqual(["Failed: a.test.ts\n    Cannot find module './gone.ts'"])
})

test('a failed test in the browser, and one that needed a second attempt, are named with their groups', () => {
  const failed = { error: { message: `Error: not visible${stack}` } }
  const specs = [
    { title: 'passes', ok: true, tests: [{ results: [{}] }] },
    { title: 'fails', ok: false, tests: [{ results: [failed] }] },
  ]
  const flaky = { title: 'passes at last', ok: true, tests: [{ results: [failed, {}] }] }
  const silent = { title: 'never ran', ok: false, tests: [{ results: [] }] }
  const suites = [{ title: 'user.spec.ts', specs: [flaky], suites: [{ title: 'in production', specs }] }]
  expect(failedInPlaywright({ suites: [...suites, { title: 'b.spec.ts', specs: [silent] }] })).toEqual([
    'Failed: user.spec.ts › passes at last\n    Error: not visible',
    'Failed: user.spec.ts › in production › fails\n    Error: not visible',
    'Failed: b.spec.ts › never ran\n    The report does not say why.',
  ])
})

test('of a long message its beginning is told, and what makes it fail again', () => {
  const beginning = Array.from({ length: 40 }, (_, line) => `line ${line}`)
  const message = [...beginning, '{ seed: 7, path: "1:2" }', 'Counterexample: [1]', 'Shrunk 3 time(s)'].join('\n')
  const [told = ''] = failedInVitest({ testResults: [{ name: 'a.test.ts', message, assertionResults: [] }] })
  expect(told.split('\n').slice(-3)).toEqual(['    line 11', '    { seed: 7, path: "1:2" }', '    Counterexample: [1]'])
})
