import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createEmulatorKeys } from './index.ts'

/** A file of keys that cannot be used, and why, in a sentence. */
export class UnusableKeys extends Error {}

/**
 * The keys that a file has, or new ones, which are written there: a server that remembers a pool's jwks.json need not
 * notice that an emulator was started anew. Throws UnusableKeys for a file that holds something else, which stays as it is.
 */
export async function openKeysFile(path: string): Promise<ReturnType<typeof createEmulatorKeys>> {
  const saved = read(path)
  const made = new Map<string, unknown>()
  const keys = createEmulatorKeys({
    get: (name) => saved?.[name],
    set: (name, value) => made.set(name, value),
  })
  try {
    await Promise.all([keys.signing(), keys.sealing()])
  } catch {
    throw new UnusableKeys(notKeys(path))
  }
  if (made.size === 0) return keys
  if (saved !== undefined) throw new UnusableKeys(notKeys(path))
  write(path, JSON.stringify(Object.fromEntries(made)))
  return keys
}

function notKeys(path: string): string {
  return `${path} does not hold an emulator's keys. Name a file that is not there yet.`
}

/** What the file has; undefined where there is none. */
function read(path: string): Record<string, unknown> | undefined {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new UnusableKeys(`${path} could not be read as JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

/** Whole or not at all: somebody else may be reading it. */
function write(path: string, text: string): void {
  const half = `${path}.${process.pid}`
  try {
    writeFileSync(half, text, { mode: 0o600 })
    renameSync(half, path)
  } catch (error) {
    throw new UnusableKeys(`${path} cannot be written: ${error instanceof Error ? error.message : ''}`)
  }
}
