import { describe, expect, test } from 'vitest'
import { countPlaywright, countStep, countVitest, skippedByVitest, sum } from './totals.mjs'

describe('a check', () => {
  test('counts as one', () => {
    expect(countStep(true)).toEqual({ passed: 1, failed: 0 })
    expect(countStep(false)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('a runner', () => {
  test('counts its tests', () => {
    expect(countStep(true, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 0 })
    expect(countStep(false, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 })
  })
  test('that ran no test has failed', () => {
    expect(countStep(true, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 })
  })
  test('that failed without a failed test has failed', () => {
    expect(countStep(false, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 })
  })
})

describe('the report of Vitest', () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
  test('counts tests', () => {
    const failed = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
    const report = { numPassedTests: 2, numFailedTests: 1, testResults: [passed, failed] }
    expect(countVitest(report)).toEqual({ passed: 2, failed: 1 })
  })
  test('counts a file that could not be loaded', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [passed, { status: 'failed', assertionResults: [] }],
    }
    expect(countVitest(report)).toEqual({ passed: 1, failed: 1 })
  })
  test('names the tests that were skipped', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'one' },
      { status: 'skipped', fullName: 'the AWS CLI signs in' },
      { status: 'pending', fullName: 'two' },
    ]
    expect(skippedByVitest({ testResults: [{ assertionResults }] })).toEqual(['the AWS CLI signs in', 'two'])
  })
})

test('the report of Playwright counts a flaky test as failed and leaves out skipped ones', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 }
  expect(countPlaywright({ stats })).toEqual({ passed: 7, failed: 2 })
})

test('the totals are the sums', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 })
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 20, failed: 3 },
    ]),
  ).toEqual({ passed: 21, failed: 3 })
})
