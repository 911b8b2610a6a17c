// The random tests with bigger numbers, the same code as in every run; then all tests once, with their coverage held to
// what vite.config.ts says.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sizes = {
  CURFEW_HISTORIES: '50000',
  CURFEW_REQUESTS: '1000000',
  CURFEW_MUTATIONS: '250000',
  CURFEW_KILLS: '2000',
  CURFEW_VAULT_HISTORIES: '20000',
  CURFEW_ORDERS: '50000',
  CURFEW_JOURNEYS: '20000',
  CURFEW_CONFIGURATIONS: '50000',
}
const tests = [
  'emulator/domain/families',
  'malformed',
  'emulator/tokenMutations',
  'emulator/diskStore',
  'src/vault/familyHistories',
  'src/vault/interleavings',
  'src/vault/journeys',
  'src/vault/everySetting',
]
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(args, env = {}) {
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), env: { ...env, ...process.env } }
  return spawnSync(process.execPath, [vitest, 'run', ...args], options).status === 0
}

const isRandomGood = run(['--testTimeout', '0', ...tests], sizes)
const isCovered = run(['--coverage', '--coverage.reporter=text-summary'])
process.exit(isRandomGood && isCovered ? 0 : 1)
