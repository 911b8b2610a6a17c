/** @typedef {{ passed: number, failed: number }} Count */

/**
 * What one step adds to the totals. A check counts as one. A runner counts its tests; one that fails without a failed
 * test (it crashed, it found no tests, a file could not be loaded) counts one failure, so that none goes missing.
 * @param {boolean} succeeded the exit code of the step
 * @param {Count} [tests] what the step's report says, for a runner
 * @returns {Count}
 */
export function countStep(succeeded, tests) {
  if (tests === undefined) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const isSound = succeeded && tests.passed + tests.failed > 0
  return { passed: tests.passed, failed: tests.failed === 0 && !isSound ? 1 : tests.failed }
}

/**
 * The tests in Vitest's JSON report. A file that could not be loaded has no tests and counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Count}
 */
export function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

/**
 * The tests in Playwright's JSON report. A test that needed a second attempt did not pass.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report
 * @returns {Count}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sum(counts) {
  return counts.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    { passed: 0, failed: 0 },
  )
}

/**
 * The names of the tests in Vitest's JSON report that were skipped: they are in no total, and must not go unnoticed.
 * @param {{ testResults: { assertionResults: { status: string, fullName?: string }[] }[] }} report
 * @returns {string[]}
 */
export function skippedByVitest({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
    .map(({ fullName }) => fullName ?? 'a test without a name')
}
