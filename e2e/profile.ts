import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type BrowserContext, chromium, type Page } from '@playwright/test'

import { launchOptions } from './browser.ts'
import { Canaries } from './canaries.ts'
import { test } from './fixtures.ts'

/** A browser with a profile on disk. */
type Profile = {
  page: Page
  canaries: Canaries
  newPage(): Promise<Page>
  close(): Promise<void>
  /** What is in the profile's files; only in those whose path fits, if a pattern is given. */
  files(where?: RegExp): readonly Buffer[]
}

/** A browser whose profile is on disk, so that one can look at what it leaves there. */
export const diskTest = test.extend<{ profile: Profile }>({
  profile: async ({ world }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'curfew-profile-'))
    const canaries = new Canaries()
    const context: BrowserContext = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      headless: true,
      baseURL: world.url,
    })
    await canaries.watch(context)
    await use({
      page: context.pages()[0] ?? (await context.newPage()),
      canaries,
      newPage: async () => context.newPage(),
      close: async () => context.close(),
      files: (where = /./) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && where.test(join(entry.parentPath, entry.name).slice(folder.length)))
          .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    })
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  },
})
