// Makes sure that there is a browser for the end-to-end tests.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
  const asRoot = rootPrefix()
  if (existsSync('/etc/debian_version') && asRoot !== undefined) {
    process.stdout.write("That did not work. Installing the system's own.\n")
    const apt = (/** @type {string[]} */ ...args) => {
      const [command = '', ...rest] = [...asRoot, 'apt-get', ...args]
      return run(command, rest)
    }
    if (apt('update') && apt('install', '--yes', '--no-install-recommends', 'chromium') && starts()) return
  }
  give('No browser could be installed. Install Chromium or Chrome, or set CURFEW_CHROMIUM to the path of one.')
}

/** A download can be complete and still not start, for want of a system library. */
function starts() {
  const browser = findBrowser()
  if (browser === undefined) return false
  // On Windows this opens a window instead of printing a version, and no library can be missing.
  return process.platform === 'win32' || spawnSync(browser, ['--version']).status === 0
}

/** What to put in front of a command that only root may run; undefined when this user may not. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['--non-interactive', 'true']).status === 0 ? ['sudo', '--non-interactive'] : undefined
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
