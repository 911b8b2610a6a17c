// npm run mutation: changes the code of four rooms in one place at a time, and asks whether their tests notice. It fails
// where they notice less than 85 % of a room's changes. npm run mutation -- src/vault/seal.ts changes these files alone.
// The changes are made in a copy, .cache/mutation, and nothing is sent anywhere.
import { rmSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'
import { least, linesOf, scoreOf } from './mutation-scores.mjs'

const quickVault = 'src/vault/!(everySetting|familyHistories|interleavings|journeys|limitHistories|tabs).test.ts'
/**
 * The rooms, and whose tests are asked. Left out are those that take long for a single change, and those that run the
 * emulator in a process of its own, where no change is made: what only they would notice counts as not noticed.
 * @type {Record<string, string[]>}
 */
const rooms = {
  'src/vault': [quickVault],
  'src/cognito': ['src/cognito/*.test.ts', quickVault],
  'src/jobs': ['src/jobs/!(auditPace).test.ts'],
  'emulator/domain': [
    'emulator/!(diskStore|lifecycle|malformedSocket|readme|serve|server).test.ts',
    'emulator/{control,domain,identity,oauth,operations,wire}/*.test.ts',
  ],
}

/** What is not changed: what tests are made of, and what only a browser runs. */
const unchanged = [
  '!{src,emulator}/**/*.test.ts',
  '!src/**/test*.ts',
  '!emulator/domain/familyModel.ts',
  '!emulator/domain/familyRun.ts',
  '!src/vault/{worker,client,halves,logoutTrip}.ts',
  '!src/jobs/{browserJobs,signedInHere}.ts',
]

/** What is left of the random tests, and what one change may take. Whoever sets more gets more. */
const sizes = { CURFEW_HISTORIES: '20', CURFEW_REQUESTS: '50', CURFEW_MUTATIONS: '50' }
const copy = '.cache/mutation'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
Object.assign(process.env, { ...sizes, ...process.env })
// A run that was cut off leaves its copy behind.
rmSync(copy, { recursive: true, force: true })
const files = process.argv.slice(2)
/** @type {string[]} */
const lines = []
for (const [room, tests] of Object.entries(rooms)) {
  const chosen =
    files.length === 0 ? [`${room}/**/*.ts`, ...unchanged] : files.filter((file) => file.startsWith(`${room}/`))
  if (chosen.length === 0) continue
  const mutants = await run(room, chosen, tests)
  lines.push(...linesOf(room, mutants))
  if ((scoreOf(mutants) ?? 100) < least) {
    lines.push(`${room} has less than ${least} %.`)
    process.exitCode = 1
  }
}
if (lines.length === 0) {
  lines.push(`There is nothing to change: name files of ${Object.keys(rooms).join(', ')}, or none.`)
  process.exitCode = 1
}
process.stdout.write(`\n${lines.join('\n')}\n`)

/**
 * @param {string} room
 * @param {string[]} mutate
 * @param {string[]} tests
 */
async function run(room, mutate, tests) {
  process.stdout.write(`\n▸ ${room}\n`)
  const mutants = await new Stryker({
    mutate,
    testFiles: tests,
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    coverageAnalysis: 'perTest',
    // A constant of a module would need every test of the room, each in a module of its own.
    ignoreStatic: true,
    // What leads to a loop without an end is stopped after so many rounds; the clock is for what waits.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    concurrency: Number(process.env['CURFEW_WORKERS'] ?? 1),
    tempDirName: copy,
    ignorePatterns: ['.cache', 'dist', 'docs', 'coverage', 'test-results'],
    // Types are stripped, never checked: a change that would not compile is noticed by a test or not at all.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: {
      allowColor: false,
      allowEmojis: false,
      logTests: false,
      reportTests: false,
      reportScoreTable: false,
    },
    allowConsoleColors: false,
  }).runMutationTest()
  return mutants.map(({ fileName, status }) => ({ fileName: relative('.', fileName), status }))
}
