// npm test: installs what is missing, runs every check and every test, and says in its last line how many passed.
// npm run check (--quick): the checks and the unit tests only.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failedInPlaywright, failedInVitest } from './failures.mjs'
import { installAwsClients } from './install-aws-clients.mjs'
import { installPackages } from './install.mjs'
import { npm } from './npm.mjs'
import { countPlaywright, countStep, countVitest, skippedByVitest, sum } from './totals.mjs'

/**
 * @typedef {import('./totals.mjs').Count} Count
 * @typedef {{ name: string, succeeded: boolean, count: Count, seconds: number, isRunner: boolean }} Result
 */

process.chdir(fileURLToPath(new URL('../', import.meta.url)))
installPackages()
const reports = resolve('.cache/reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const started = Date.now()
const isQuick = process.argv.includes('--quick')
if (!isQuick) installAwsClients()
const results = isQuick ? quick() : [...quick(), ...thorough()]
summarise(results)

function quick() {
  const json = `${reports}/vitest.json`
  return [
    step('types', () => script('types')),
    step('lint', () => script('lint')),
    step('format', () => script('format')),
    step('dead code', () => script('deadcode')),
    step(
      'unit and contract',
      () => script('unit', '--reporter=default', '--reporter=json', `--outputFile.json=${json}`),
      () => countVitest(readJson(json)),
    ),
  ]
}

function thorough() {
  const json = `${reports}/playwright.json`
  const build = step('build', () => script('build'))
  const e2e = step(
    'end to end',
    () => {
      if (!build.succeeded) process.stdout.write('Not run: there is no build to run it on. Counted as one failure.\n')
      return build.succeeded && node('scripts/install-browser.mjs') && playwright(json)
    },
    () => countPlaywright(readJson(json)),
  )
  return [build, e2e]
}

/**
 * Runs one step to its end, whatever came before it.
 * @param {string} name
 * @param {() => boolean} run
 * @param {() => Count} [countTests] for a runner: reads its report
 * @returns {Result}
 */
function step(name, run, countTests) {
  process.stdout.write(`\n▸ ${name}\n`)
  const from = Date.now()
  const succeeded = run()
  const count = countStep(succeeded, countTests && readCount(countTests))
  return { name, succeeded, count, seconds: (Date.now() - from) / 1000, isRunner: countTests !== undefined }
}

/**
 * A runner that left no report has run no test.
 * @param {() => Count} countTests
 */
function readCount(countTests) {
  try {
    return countTests()
  } catch {
    return { passed: 0, failed: 0 }
  }
}

/** @param {Result[]} results */
function summarise(results) {
  const total = sum(results.map(({ count }) => count))
  const lines = results.map(({ name, count, seconds, isRunner }) => {
    const verdict = count.failed === 0 ? 'passed' : 'FAILED'
    const tests = isRunner ? `  ${count.passed} passed, ${count.failed} failed` : ''
    return `  ${name.padEnd(18)} ${verdict} ${seconds.toFixed(1).padStart(7)} s${tests}`
  })
  const checks = results.filter(({ isRunner }) => !isRunner).map(({ name }) => name)
  const skipped = inReport('vitest', skippedByVitest).map((name) => `Skipped, and counted nowhere: ${name}`)
  const failed = [...inReport('vitest', failedInVitest), ...inReport('playwright', failedInPlaywright)]
  process.stdout.write(
    [
      '',
      ...lines,
      '',
      ...failed,
      ...skipped,
      `In ${((Date.now() - started) / 1000).toFixed(0)} s. Counted: every test, and one for each of ${checks.join(', ')}.`,
      `${total.passed} passed, ${total.failed} failed`,
      '',
    ].join('\n'),
  )
  process.exitCode = total.failed === 0 ? 0 : 1
}

/**
 * What a runner's report tells; nothing where there is no report, because that runner failed or was not run.
 * @template T
 * @param {string} name
 * @param {(report: any) => T[]} read
 * @returns {T[]}
 */
function inReport(name, read) {
  try {
    return read(readJson(`${reports}/${name}.json`))
  } catch {
    return []
  }
}

/**
 * Runs a script of package.json.
 * @param {string} name
 * @param {string[]} args
 */
function script(name, ...args) {
  const { command, before, shell } = npm()
  const all = [...before, 'run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])]
  return spawnSync(command, all, { stdio: 'inherit', shell }).status === 0
}

/** @param {string} json where the report goes */
function playwright(json) {
  return node('node_modules/@playwright/test/cli.js', ['test', '--config', 'e2e/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: json,
  })
}

/**
 * @param {string} file
 * @param {string[]} [args]
 * @param {Record<string, string>} [env]
 */
function node(file, args = [], env = {}) {
  const options = { stdio: /** @type {const} */ ('inherit'), env: { ...process.env, ...env } }
  return spawnSync(process.execPath, [file, ...args], options).status === 0
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
