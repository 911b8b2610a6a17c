import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

/**
 * The browser that the tests drive: the one that CURFEW_CHROMIUM names, else an installed Chromium or Chrome, else
 * Playwright's own when it was downloaded before. Undefined when there is none.
 * @param {object} [machine] what to look at, instead of this machine
 * @param {NodeJS.ProcessEnv} [machine.env]
 * @param {NodeJS.Platform} [machine.platform]
 * @param {(path: string) => boolean} [machine.exists]
 * @param {() => string} [machine.playwrights] where Playwright keeps its own
 * @returns {string | undefined} the executable
 */
export function findBrowser({
  env = process.env,
  platform = process.platform,
  exists = existsSync,
  playwrights = () => chromium.executablePath(),
} = {}) {
  const asked = env['CURFEW_CHROMIUM']
  if (asked !== undefined && asked !== '') {
    if (!exists(asked)) throw new Error(`CURFEW_CHROMIUM names ${asked}, which does not exist.`)
    return asked
  }
  return [...usualPlaces(env, platform), playwrights()].find((path) => path !== '' && exists(path))
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    return ['/Applications', join(env['HOME'] ?? '', 'Applications')].flatMap((folder) => [
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    ])
  }
  if (platform === 'win32') {
    return ['LOCALAPPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)']
      .map((name) => env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        `${folder}\\Chromium\\Application\\chrome.exe`,
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      ])
  }
  // The shell is the same browser without a window around it, as Playwright's own is: a third less work a page.
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return names.map((name) => `/usr/bin/${name}`)
}
