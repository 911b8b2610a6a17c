import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Development only: answers /config.json from public/config.json, with the endpoints and the domain of the emulator that
 * runs beside this server (its origin is in CURFEW_EMULATOR). A file without endpoints means AWS, and is left as it is.
 */
export function configJson(): Plugin {
  return {
    name: 'curfew:config-json',
    apply: 'serve',
    configureServer(server) {
      const file = join(server.config.publicDir, 'config.json')
      server.middlewares.use('/config.json', (_request, response, next) => {
        if (!existsSync(file)) return next()
        response.setHeader('Content-Type', 'application/json')
        response.setHeader('Cache-Control', 'no-store')
        response.end(withEmulator(readFileSync(file, 'utf8'), process.env['CURFEW_EMULATOR']))
      })
    },
  }
}

/** The text of a config file with every endpoint it names replaced, and the origin of its domain. Text that is no JSON is for the page to report. */
export function withEmulator(text: string, origin: string | undefined): string {
  if (origin === undefined) return text
  try {
    const config: unknown = JSON.parse(text)
    if (!isObject(config) || !isObject(config['endpoints'])) return text
    const endpoints = Object.fromEntries(Object.keys(config['endpoints']).map((name) => [name, origin]))
    const domain = config['domain']
    const moved = typeof domain === 'string' ? { domain: domain.replace(/^https?:\/\/[^/]+/, origin) } : {}
    return JSON.stringify({ ...config, ...moved, endpoints }, null, 2)
  } catch {
    return text
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
