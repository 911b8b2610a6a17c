import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs packages of a Debian, where this is one and this user may; says nothing itself.
 * @param {string[]} packages
 * @returns {boolean} whether they are installed now
 */
export function installDebianPackages(packages) {
  const asRoot = rootPrefix()
  if (!existsSync('/etc/debian_version') || asRoot === undefined) return false
  const apt = (/** @type {string[]} */ ...args) => {
    const [command = '', ...rest] = [...asRoot, 'apt-get', ...args]
    return spawnSync(command, rest, { stdio: 'inherit' }).status === 0
  }
  return apt('update') && apt('install', '--yes', '--no-install-recommends', ...packages)
}

/** What to put in front of a command that only root may run; undefined when this user may not. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['--non-interactive', 'true']).status === 0 ? ['sudo', '--non-interactive'] : undefined
}
