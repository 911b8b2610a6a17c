import { defineConfig } from '@playwright/test'

import e2e from '../e2e/playwright.config.ts'

/** The end-to-end tests' own set-up, for what is measured with it. */
export default defineConfig(e2e, { testDir: '.', testMatch: '**/*.bench.ts', workers: 1, reporter: [['list']] })
