import { basename } from 'node:path'

/**
 * How to run npm: the very npm that runs this script, or else the one on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, before: string[], shell: boolean }} `before` goes in front of npm's own arguments.
 */
export function npm(env = process.env) {
  const running = env.npm_execpath
  if (running !== undefined && basename(running) === 'npm-cli.js') {
    return { command: process.execPath, before: [running], shell: false }
  }
  return { command: 'npm', before: [], shell: process.platform === 'win32' }
}
