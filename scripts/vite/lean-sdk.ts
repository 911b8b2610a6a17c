import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const sdk = '@aws-sdk/client-cognito-identity-provider'
const suffix = '?operator'
/** Where the SDK has from what only a signature needs. */
const signing: ReadonlySet<string> = new Set(['@aws-sdk/core/httpAuthSchemes', '@smithy/core/checksum'])

/**
 * Keeps out of the worker's first part what only operators need of the SDK's Cognito client: the schemas of their
 * operations, and the signing of requests, since a person's are not signed. A module of the package is one piece
 * wherever it is bundled; so the operator's code (src/cognito/operator) gets a copy of the package of its own.
 */
export function leanSdk(): Plugin {
  return {
    name: 'curfew:lean-sdk',
    enforce: 'pre',
    apply: 'build',
    async resolveId(source, importer, options) {
      if (importer === undefined) return null
      const within = importer.includes(`/${sdk}/`)
      const operators = importer.endsWith(suffix) || importer.includes('/src/cognito/operator/')
      if (within && !operators && signing.has(source)) return this.resolve('/src/cognito/unsigned.ts')
      if (!operators || (source !== sdk && !(within && source.startsWith('.')))) return null
      const resolved = await this.resolve(source, importer.replace(suffix, ''), { ...options, skipSelf: true })
      return resolved && { ...resolved, id: resolved.id + suffix }
    },
    async load(id) {
      const file = id.endsWith(suffix) ? id.slice(0, -suffix.length) : id
      if (file.endsWith(`/${sdk}/package.json`)) {
        // It is read for its version alone, and would be in the bundle as a whole.
        const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string }
        return { code: JSON.stringify({ version }), moduleType: 'json' }
      }
      if (file === id) return null
      return { code: await readFile(file, 'utf8'), moduleType: file.endsWith('.json') ? 'json' : 'js' }
    },
  }
}
