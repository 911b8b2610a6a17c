import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ name?: string, message?: string, assertionResults: { status: string, fullName?: string,
 *   failureMessages?: string[] | null }[] }} VitestFile
 * @typedef {{ title: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} PlaywrightSpec
 * @typedef {{ title: string, file?: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * What failed in Vitest's JSON report, with why. A file that could not be loaded is named itself.
 * @param {{ testResults: VitestFile[] }} report
 * @returns {string[]} a text of a few lines for each
 */
export function failedInVitest({ testResults }) {
  return testResults.flatMap(({ name = 'a file without a name', message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    return failed
      .map(({ fullName, failureMessages }) => described(`${relative('.', name)} › ${fullName}`, failureMessages?.[0]))
      .concat(failed.length === 0 && message ? [described(relative('.', name), message)] : [])
  })
}

/**
 * What failed in Playwright's JSON report, or needed a second attempt, with why.
 * @param {{ suites: PlaywrightSuite[] }} report
 * @returns {string[]} a text of a few lines for each
 */
export function failedInPlaywright({ suites }) {
  return suites.flatMap((suite) => failedInSuite(suite, []))
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string[]} above the titles around it
 * @returns {string[]}
 */
function failedInSuite({ title, specs = [], suites = [] }, above) {
  const titles = [...above, title]
  const here = specs.flatMap((spec) => {
    const error = spec.tests.flatMap(({ results }) => results).find((result) => result.error)?.error
    return !spec.ok || error ? [described([...titles, spec.title].join(' › '), error?.message)] : []
  })
  return [...here, ...suites.flatMap((suite) => failedInSuite(suite, titles))]
}

/** How much of why is told: the assertion and what was seen, not the stack. */
const LINES_OF_WHY = 12

/** What a property test has to be given to fail again in the same way. */
const REPEATS = /\bseed: |^Counterexample: /

/**
 * @param {string} name
 * @param {string} [message]
 */
function described(name, message = 'The report does not say why.') {
  const lines = stripVTControlCharacters(message).split('\n')
  const telling = lines.filter((line) => line.trim() !== '' && !/^ {4}at /.test(line))
  const why = telling.filter((line, at) => at < LINES_OF_WHY || REPEATS.test(line))
  return [`Failed: ${name}`, ...why.map((line) => `    ${line}`)].join('\n')
}
