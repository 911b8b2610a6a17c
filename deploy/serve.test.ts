import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readOptions, serveConsole } from './serve.mjs'

let root = ''
let server: { url: string; close: () => Promise<void> }
const config = { region: 'eu-west-1', endpoints: { cognitoIdp: 'http://127.0.0.1:9229' } }

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'curfew-serve-'))
  await writeFile(join(folder, 'secret.txt'), 'outside')
  root = join(folder, 'console')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<script>boot()</script>the page')
  await writeFile(join(root, 'config.json'), '{"region":"of the build"}')
  await writeFile(join(root, 'assets/worker-1.js'), 'work()')
  server = await serveConsole({ root, config })
})

afterAll(async () => {
  await server.close()
  await rm(join(root, '..'), { recursive: true })
})

/** Unlike fetch, leaves the path as it is written. */
function raw(path: string, method = 'GET'): Promise<{ status: number | undefined; body: string }> {
  return new Promise((done, fail) => {
    const asked = request(server.url, { path, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => done({ status: response.statusCode, body }))
    })
    asked.on('error', fail).end()
  })
}

test('it is reached by the name localhost, where Secure cookies work without https', () => {
  expect(server.url).toMatch(/^http:\/\/localhost:\d+$/)
})

test.each(['/', '/index.html', '/session', '/users/ada', '/session?x=1'])('%s is the page', async (path) => {
  const response = await fetch(`${server.url}${path}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self'")
  expect(await response.text()).toContain('the page')
})

test('a route that looks like a file is the page for a navigation, and missing for a script', async () => {
  const asked = (accept: string) => fetch(`${server.url}/users/ada@example.com`, { headers: { accept } })
  expect((await asked('text/html,*/*')).status).toBe(200)
  expect((await asked('*/*')).status).toBe(404)
})

test('a missing asset is missing, even for a navigation', async () => {
  const response = await fetch(`${server.url}/assets/old-worker`, { headers: { accept: 'text/html' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('the worker has its own policy, and is kept for good', async () => {
  const response = await fetch(`${server.url}/assets/worker-1.js`)
  expect(response.headers.get('content-type')).toContain('text/javascript')
  expect(response.headers.get('content-security-policy')).toContain('connect-src http://127.0.0.1:9229;')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(await response.text()).toBe('work()')
})

test('the config is the one that was given, not the one in the folder', async () => {
  const response = await fetch(`${server.url}/config.json`)
  expect(await response.json()).toEqual(config)
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/%00.txt',
  '/%zz.txt',
])('%s leads nowhere', async (path) => {
  expect(await raw(path)).toEqual({ status: 404, body: 'Not found\n' })
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
  const response = await fetch(server.url, { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test('HEAD has the headers and no body', async () => {
  const response = await fetch(server.url, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).toBe('31')
  expect(await response.text()).toBe('')
})

test('servers stand side by side, each with its config', async () => {
  const other = await serveConsole({ root, config: { region: 'us-east-1' } })
  try {
    expect(other.url).not.toBe(server.url)
    expect(await (await fetch(`${other.url}/config.json`)).json()).toEqual({ region: 'us-east-1' })
  } finally {
    await other.close()
  }
})

test.each([{}, { region: 'eu west' }, { region: 'eu-west-1', endpoints: { cognitoIdp: 9229 } }])(
  'the wrong config %j is served for the page to report, with a policy that allows no host',
  async (wrong) => {
    const other = await serveConsole({ root, config: wrong })
    try {
      expect(await (await fetch(`${other.url}/config.json`)).json()).toEqual(wrong)
      const worker = await fetch(`${other.url}/assets/worker-1.js`)
      expect(worker.headers.get('content-security-policy')).toContain("connect-src 'none';")
    } finally {
      await other.close()
    }
  },
)

test('a folder without a built console is named', async () => {
  await expect(serveConsole({ root: join(root, 'assets'), config })).rejects.toThrow('npm run build')
  await expect(serveConsole({ root: join(root, 'nowhere'), config })).rejects.toThrow('npm run build')
})

describe('the options', () => {
  test('are read', () => {
    expect(readOptions(['--port', '0', '--root', '/tmp/x', '--config', '/tmp/c.json'])).toEqual({
      port: 0,
      root: resolve('/tmp/x'),
      config: resolve('/tmp/c.json'),
    })
  })
  test('have defaults: the built console with the config that was built', () => {
    const { port, root: folder, config: file } = readOptions([])
    expect(port).toBe(4173)
    expect(folder).toMatch(/dist.console$/)
    expect(file).toBe(join(folder, 'config.json'))
  })
  test.each(['', '-1', '70000', 'http', '1.5'])('refuse the port "%s"', (port) => {
    expect(() => readOptions([`--port=${port}`])).toThrow('--port')
  })
  test('refuse what they do not know', () => {
    expect(() => readOptions(['--prot', '1'])).toThrow('--prot')
  })
})
