// Serves the built console as production should: `npm run preview`, and the server of the browser tests.
import { readFileSync, readdirSync, realpathSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { headersAt, headersFor } from './headers.mjs'

const built = fileURLToPath(new URL('../dist/console', import.meta.url))

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** @typedef {{ type: string, bytes: Buffer, zipped?: Buffer }} File */

/**
 * Serves a built console on this machine, with the headers of a deployment. Each call is a server of its own.
 * @param {object} options
 * @param {string} [options.root] the folder of the built console; dist/console when absent
 * @param {ReadonlyMap<string, File>} [options.files] what readFiles found there, where several servers share it
 * @param {object} options.config served as /config.json, right or wrong; the policy is made from it
 * @param {number} [options.port] 0, the default, takes any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url is an origin, such as http://localhost:4173
 */
export async function serveConsole({ root = built, files: read = readFiles(root), config, port = 0 }) {
  const files = new Map(read)
  const page = files.get('/index.html')
  if (page === undefined) throw new Error(`There is no built console in ${root}: npm run build makes one.`)
  files.set('/', page)
  files.set('/config.json', file('.json', Buffer.from(JSON.stringify(config, null, 2))))
  const table = tableFor(config, page.bytes.toString('utf8'))

  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/')
    const found = files.get(path) ?? (isNavigation(path, request.headers.accept ?? '') ? page : undefined)
    for (const [name, value] of Object.entries(headersAt(table, path))) response.setHeader(name, value)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (found === undefined || !isRead) {
      if (!isRead) response.setHeader('Allow', 'GET, HEAD')
      const answer = isRead ? 'Not found\n' : 'Only GET and HEAD\n'
      response.setHeader('Cache-Control', 'no-store').setHeader('Content-Type', 'text/plain; charset=utf-8')
      response.writeHead(isRead ? 404 : 405).end(request.method === 'HEAD' ? undefined : answer)
      return
    }
    const zips = /\bgzip\b/.test(String(request.headers['accept-encoding'])) && found.type !== 'font/woff2'
    const body = zips ? (found.zipped ??= gzipSync(found.bytes)) : found.bytes
    if (zips) response.setHeader('Content-Encoding', 'gzip')
    response.writeHead(200, { 'Content-Type': found.type, 'Content-Length': body.length, Vary: 'Accept-Encoding' })
    response.end(request.method === 'HEAD' ? undefined : body)
  })

  /** @type {Promise<void>} */
  const listening = new Promise((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done))
  await listening
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : port}`,
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error === undefined ? done() : fail(error)))
        server.closeAllConnections()
      }),
  }
}

/**
 * With a wrong config the page is served too, because it is the page that says what is wrong.
 * @param {object} config
 * @param {string} html
 */
function tableFor(config, html) {
  try {
    return headersFor(/** @type {import('./headers.mjs').Deployment} */ (config), html)
  } catch {
    return headersFor(undefined, html)
  }
}

/**
 * Every file of the folder by its path on the server. What is not in this map cannot be served, so no path leads out.
 * @param {string} [root] the folder of the built console; dist/console when absent
 * @returns {Map<string, File>}
 */
export function readFiles(root = built) {
  /** @type {import('node:fs').Dirent[]} */
  let entries = []
  try {
    entries = readdirSync(root, { recursive: true, withFileTypes: true })
  } catch {
    // The caller says what a folder without index.html means.
  }
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${relative(root, path).replaceAll('\\', '/')}`, file(extname(path), readFileSync(path))]),
  )
}

/**
 * @param {string} extension
 * @param {Buffer} bytes
 * @returns {File}
 */
function file(extension, bytes) {
  return { type: types[extension] ?? 'application/octet-stream', bytes }
}

/** @param {string} url of the request: without its query, decoded; what cannot be decoded stays as it is */
function pathOf(url) {
  const path = url.split(/[?#]/, 1)[0] ?? '/'
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * The page answers for its own routes, such as /session or /users/ada@example.com, but never for a missing file.
 * @param {string} path
 * @param {string} accept
 */
function isNavigation(path, accept) {
  if (path.startsWith('/assets/')) return false
  return extname(path) === '' || accept.includes('text/html')
}

/**
 * The command line's options. Throws a sentence about what is wrong with them.
 * @param {string[]} args
 * @returns {{ port: number, root: string, config: string }}
 */
export function readOptions(args) {
  const options = {
    port: { type: /** @type {const} */ ('string'), default: '4173' },
    root: { type: /** @type {const} */ ('string'), default: built },
    config: { type: /** @type {const} */ ('string') },
  }
  const { values } = parseArgs({ args, options })
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port has to be 0 to 65535, not "${values.port}".`)
  const root = resolve(values.root)
  return { port, root, config: resolve(values.config ?? join(root, 'config.json')) }
}

async function main() {
  try {
    const { port, root, config } = readOptions(process.argv.slice(2))
    const server = await serveConsole({ port, root, config: readConfig(config) })
    process.stdout.write(`The built console is at ${server.url} with ${config}. Ctrl-C stops it.\n`)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close())
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

/** @param {string} path */
function readConfig(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The config file could not be read: ${why}. Is the console built (npm run build)?`, {
      cause: error,
    })
  }
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '.')).href) await main()
