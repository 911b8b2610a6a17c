// @ts-nocheck: a script of measurements.
// Measures the sign-in page against React saying hello, built with the same tools and served the same way, in the same
// run: cold caches, slow 4G (the browser's own preset) and a CPU slowed four times. Prints ratios of medians against the
// bars of quality.md, and what has to be loaded.
//
//   npm run bench -- page                  (ROUNDS=3 in the environment makes it shorter)
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as ask } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { serveConsole } from '../deploy/serve.mjs'
import { findBrowser } from '../e2e/browser.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROUNDS = Number(process.env['ROUNDS'] ?? 15)
const LATENCY_MS = 562.5
const BYTES_PER_SECOND = 180_000
const PACKET = 1448
const CPU = 4
const hello = join(ROOT, '.cache/bench-hello')
const config = JSON.parse(readFileSync(join(ROOT, 'public/config.json'), 'utf8'))

/** React saying hello: what a page costs that does nothing else. */
async function buildHello() {
  rmSync(hello, { recursive: true, force: true })
  mkdirSync(hello, { recursive: true })
  writeFileSync(
    join(hello, 'index.html'),
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hello</title>' +
      '<script type="module" src="/main.jsx"></script></head><body><div id="root"></div></body></html>',
  )
  writeFileSync(
    join(hello, 'main.jsx'),
    "import { createRoot } from 'react-dom/client'\n" +
      "createRoot(document.getElementById('root')).render(<h1>Hello</h1>)\n",
  )
  await build({ root: hello, configFile: false, logLevel: 'error', plugins: [react()], build: { outDir: 'dist' } })
  return join(hello, 'dist')
}

/**
 * The network between: every request waits for the latency, and all answers share the bandwidth; headers come first and
 * bodies packet by packet, so that a browser can begin with what has come. A proxy and not the browser's own throttling,
 * because that leaves out what a worker loads.
 */
async function slowed(origin) {
  let freeAt = 0
  const send = async (response, bytes) => {
    response.flushHeaders()
    for (let at = 0; at < bytes.length; at += PACKET) {
      const part = bytes.subarray(at, at + PACKET)
      freeAt = Math.max(freeAt, performance.now()) + (part.length / BYTES_PER_SECOND) * 1000
      await new Promise((done) => setTimeout(done, freeAt - performance.now()))
      response.write(part)
    }
    response.end()
  }
  const server = createServer((incoming, response) => {
    setTimeout(() => {
      const onward = ask(
        new URL(incoming.url, origin),
        { method: incoming.method, headers: incoming.headers },
        (got) => {
          const parts = []
          got.on('data', (part) => parts.push(part))
          got.on('end', () => {
            response.writeHead(got.statusCode, got.headers)
            void send(response, Buffer.concat(parts))
          })
        },
      )
      onward.on('error', () => response.destroy())
      onward.end()
    }, LATENCY_MS)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  }
}

/** Notes when a page is painted, when what is sent in it is taken by the app, and when the vault has answered. */
function watch() {
  globalThis.seen = {}
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') seen.painted = startTime
  }).observe({ type: 'paint', buffered: true })
  const look = () => {
    const form = document.querySelector('form')
    if (form && Object.keys(form).some((key) => key.startsWith('__reactProps'))) seen.ready ??= performance.now()
    if (document.body?.textContent?.includes('us-east-1')) seen.open ??= performance.now()
    requestAnimationFrame(look)
  }
  look()
}

async function visit(browser, url, wanted) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU })
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'commit' })
  // Not by Playwright's own waiting: it has the page compile its tools, a tenth of a second just before a first paint.
  const look = async () => {
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'JSON.stringify(globalThis.seen ?? {})' })
    return JSON.parse(result.value)
  }
  const giveUpAt = performance.now() + 60_000
  let seen = {}
  while (seen[wanted] === undefined) {
    if (performance.now() > giveUpAt) throw new Error(`${url}: never ${wanted}`)
    await new Promise((done) => setTimeout(done, 250))
    seen = await look()
  }
  await context.close()
  // The page's own process takes a while to end, and would do so beside the next visit's first paint.
  await new Promise((done) => setTimeout(done, 1000))
  return seen
}

/** A script with everything that it imports at once. */
function closure(folder, name, found = new Set()) {
  if (found.has(name)) return found
  found.add(name)
  const text = readFileSync(join(folder, name), 'utf8')
  for (const [, other] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) closure(folder, other, found)
  return found
}

const zipped = (folder, names) =>
  [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

let missed = 0
function line(what, value, bar, unit = '') {
  const passes = value <= bar
  if (!passes) missed += 1
  console.log(
    `${what.padEnd(58)} ${value.toFixed(2).padStart(8)}${unit}  bar ${bar}${unit}  ${passes ? 'pass' : 'MISS'}`,
  )
}

await build({ root: ROOT, logLevel: 'error' })
const helloDist = await buildHello()
const sites = [await serveConsole({ config }), await serveConsole({ config, root: helloDist })]
const [ours, theirs] = [await slowed(sites[0].url), await slowed(sites[1].url)]
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [
    '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
})
try {
  const times = { painted: [], ready: [], open: [], hello: [] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const own = await visit(browser, ours.url, 'open')
    const reference = await visit(browser, theirs.url, 'painted')
    // The first round warms the browser itself.
    if (round === 0) continue
    for (const name of ['painted', 'ready', 'open']) times[name].push(own[name])
    times.hello.push(reference.painted)
  }
  const base = median(times.hello)
  console.log(
    `\n${ROUNDS} rounds, medians in ms: hello ${base.toFixed(0)}, sign-in page painted ` +
      `${median(times.painted).toFixed(0)}, ready ${median(times.ready).toFixed(0)}, vault open ${median(times.open).toFixed(0)}\n`,
  )
  line('first paint of the sign-in page / React saying hello', median(times.painted) / base, 0.45)
  line('ready for typing and submitting / React saying hello', median(times.ready) / base, 1.2)

  const assets = join(ROOT, 'dist/console/assets')
  const html = readFileSync(join(ROOT, 'dist/console/index.html'), 'utf8')
  const first = new Set()
  for (const [, name] of html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)) closure(assets, name, first)
  const all = readdirSync(assets)
  const worker = closure(
    assets,
    all.find((name) => /^worker-.*\.js$/.test(name)),
  )
  const css = all.filter((name) => name.endsWith('.css'))
  line('first JavaScript of the sign-in page, gzip', zipped(assets, first), 100, ' kB')
  line('the worker, gzip', zipped(assets, worker), 75, ' kB')
  line('CSS, gzip', zipped(assets, css), 8, ' kB')
  const text = [...first].map((name) => readFileSync(join(assets, name), 'utf8')).join('')
  line(
    'SDK or router in the first JavaScript',
    Number(/AWSCognitoIdentityProviderService|RouterProvider|\$_TSR/.test(text)),
    0,
  )
} finally {
  await browser.close()
  for (const server of [ours, theirs, ...sites]) await server.close()
}
process.exitCode = missed === 0 ? 0 : 1
