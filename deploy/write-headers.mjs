// npm run headers -- --config FILE: the headers of a deployment as files for its host, into dist/deploy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cloudFrontPolicies, netlifyHeaders, netlifyRedirects, nginxLocations } from './formats.mjs'
import { headersFor } from './headers.mjs'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

try {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: join(dist, 'console/config.json') },
      out: { type: 'string', default: join(dist, 'deploy') },
    },
  })
  const config = JSON.parse(readFileSync(values.config, 'utf8'))
  const table = headersFor(config, readFileSync(join(dist, 'console/index.html'), 'utf8'))
  /** @type {Record<string, string>} */
  const files = {
    _headers: netlifyHeaders(table),
    _redirects: netlifyRedirects,
    'nginx.conf': nginxLocations(table),
  }
  for (const [name, policy] of Object.entries(cloudFrontPolicies(table))) {
    files[name] = `${JSON.stringify(policy, null, 2)}\n`
  }
  mkdirSync(values.out, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(values.out, name), text)
  process.stdout.write(
    `Headers for ${values.config}:\n${Object.keys(files)
      .map((name) => `  ${join(values.out, name)}\n`)
      .join('')}`,
  )
} catch (error) {
  const why = error instanceof Error ? error.message : String(error)
  process.stderr.write(`No headers were written: ${why}. Is the console built (npm run build)?\n`)
  process.exitCode = 1
}
