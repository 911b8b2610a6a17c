// Installs the packages that package-lock.json asks for, unless they are all there.
// It runs before anything is installed, on any Node: nothing but Node's own modules may be imported here.
import { spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { npm } from './npm.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lockfile
 */

/**
 * True when everything that the lockfile asks for stands in node_modules in that version. `installed` is npm's own
 * record of what it put there, written as the last act of an installation. Optional packages are for npm to choose.
 * @param {Lockfile} wanted
 * @param {Lockfile | undefined} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(([place, { version, integrity, optional }]) => {
    if (place === '' || optional === true) return true
    const there = installed?.packages?.[place]
    return there !== undefined && there.version === version && there.integrity === integrity
  })
}

/**
 * True when a Node version is at least the one that a range such as ">=20.19.0" names.
 * @param {string} version such as "20.19.4"
 * @param {string} range
 */
export function isNewEnough(version, range) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = range.replace('>=', '').split('.').map(Number)
  if (major !== leastMajor) return major > leastMajor
  return minor === leastMinor ? patch >= leastPatch : minor > leastMinor
}

/** Makes sure that Node is new enough and the packages are there. Ends the process with a sentence when it cannot. */
export function installPackages() {
  const range = readJson('package.json').engines.node
  if (!isNewEnough(process.versions.node, range)) {
    const least = range.replace('>=', '')
    give(
      `Curfew needs Node ${least} or newer, and this is Node ${process.versions.node}. Install a newer one and retry.`,
    )
  }
  if (isInstalled(readJson('package-lock.json'), readInstalled())) return
  process.stdout.write('Installing packages (npm ci). This happens once, and again when package-lock.json changes.\n')
  const { command, before, shell } = npm()
  const { status, error } = spawnSync(command, [...before, 'ci'], { cwd: root, stdio: 'inherit', shell })
  if (error !== undefined) give(`npm could not be run (${error.message}). Is it on the PATH?`)
  if (status !== 0) give('The packages could not be installed: npm says above why.')
}

function readInstalled() {
  try {
    return readJson('node_modules/.package-lock.json')
  } catch {
    return undefined
  }
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
}

/** @param {string} why */
function give(why) {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '.')).href) installPackages()
