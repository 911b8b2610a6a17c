// Makes sure that there is a browser for the end-to-end tests.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installDebianPackages } from './debian.mjs'
import { installPackages } from './install.mjs'

process.chdir(fileURLToPath(new URL('../', import.meta.url)))
installPackages()
const { findBrowser } = await import('../e2e/browser.mjs')

try {
  if (findBrowser() === undefined) install()
} catch (error) {
  give(error instanceof Error ? error.message : String(error))
}

function install() {
  process.stdout.write('There is no Chromium or Chrome. Downloading the one of Playwright.\n')
  if (run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']) && starts()) return
  process.stdout.write("That did not work. Trying the system's own.\n")
  if (installDebianPackages(['chromium-headless-shell']) && starts()) return
  // Elsewhere than on Debian itself there is no such package.
  if (installDebianPackages(['chromium']) && starts()) return
  give('No browser could be installed. Install Chromium or Chrome, or set CURFEW_CHROMIUM to the path of one.')
}

/** A download can be complete and still not start, for want of a system library. */
function starts() {
  const browser = findBrowser()
  if (browser === undefined) return false
  // On Windows this opens a window instead of printing a version, and no library can be missing.
  return process.platform === 'win32' || spawnSync(browser, ['--version']).status === 0
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

/** @param {string} why */
function give(why) {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
