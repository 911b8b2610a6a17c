import { availableParallelism } from 'node:os'

import { defineConfig } from '@playwright/test'
import { launchOptions } from './browser.ts'

/** No web server and no retries: each test starts a console and an emulator of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  snapshotPathTemplate: 'pictures/{arg}{ext}',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Twice as many as there are cores: each test waits now and then, for its browser or for what takes its time.
  workers: availableParallelism() * 2,
  // Load on the machine must not fail a test: these guard against hanging alone.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [] : [['json'] as const])],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions,
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    // Recording costs every test a sixth of its time: `npm run e2e -- --trace retain-on-failure` where one is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
})
