// The emulator's random tests with bigger numbers: the same code as in every run.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sizes = { CURFEW_HISTORIES: '50000', CURFEW_REQUESTS: '1000000', CURFEW_KILLS: '2000' }
const tests = ['emulator/domain/families', 'emulator/wire/malformed', 'emulator/diskStore']
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout', '0', ...tests], {
  cwd: root,
  stdio: 'inherit',
  env: { ...sizes, ...process.env },
})
process.exit(status ?? 1)
