// `npm run bench -- pace`: see pace.bench.ts. It needs what the end-to-end tests need, and is run like one.
import { spawnSync } from 'node:child_process'

const playwright = 'node_modules/@playwright/test/cli.js'
const args = [playwright, 'test', '--config', 'bench/playwright.config.ts']
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
