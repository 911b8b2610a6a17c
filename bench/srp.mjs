// @ts-nocheck: a script of measurements.
// Measures SRP as the worker has it (src/cognito/srp.ts) against cognito-srp-helper in one run: the size of the module,
// bundled and minified by Vite with what it needs, and the time of one proof on the client (SRP_A and the signature).
// Prints ratios against the bars of quality.md.
//
//   npm run bench -- srp               (ROUNDS=10 in the environment makes it shorter)
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const ROUNDS = Number(process.env['ROUNDS'] ?? 40)
const BARS = { size: 0.1, time: 0.25 }
const POOL = 'us-east-1_Bench0001'
const work = mkdtempSync(join(tmpdir(), 'curfew-bench-'))

/** Bundles one module as a page would load it. */
async function bundled(name, code) {
  const entry = join(work, `${name}-entry.mjs`)
  writeFileSync(entry, code)
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(work, name),
      target: 'es2022',
      minify: true,
      lib: { entry, formats: ['es'], fileName: name },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const file = join(work, name, `${name}.js`)
  const bytes = readFileSync(file)
  return {
    module: await import(pathToFileURL(file).href),
    gzip: gzipSync(bytes, { level: 9 }).length,
    raw: bytes.length,
  }
}

/** Milliseconds of one round, the median of all. */
async function median(round) {
  const times = []
  for (let at = 0; at < ROUNDS + 3; at += 1) {
    const began = performance.now()
    await round()
    if (at >= 3) times.push(performance.now() - began)
  }
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]
}

try {
  const from = (path) => JSON.stringify(join(ROOT, path))
  const ours = await bundled('ours', `export { srpHalf, srpProof } from ${from('src/cognito/srp.ts')}`)
  const theirs = await bundled(
    'theirs',
    `export { createSrpSession, signSrpSession } from ${from('node_modules/cognito-srp-helper/dist/esm/index.js')}`,
  )
  const bytes = crypto.getRandomValues(new Uint8Array(384))
  const publicValue = Buffer.from(bytes.map((byte, at) => (at === 0 ? byte & 0x7f : byte))).toString('hex')
  const salt = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex')
  const secretBlock = Buffer.from(crypto.getRandomValues(new Uint8Array(900))).toString('base64')
  const question = { salt, publicValue, secretBlock }
  const identity = { group: POOL.split('_')[1], name: 'ada', password: 'Lamp-lit-1843' }
  const parameters = { SALT: salt, SRP_B: publicValue, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: 'ada' }
  const oursMs = await median(async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32))
    await ours.module.srpProof(ours.module.srpHalf(secret), identity, question, Date.now())
  })
  const theirsMs = await median(async () => {
    const session = theirs.module.createSrpSession('ada', identity.password, POOL, false)
    theirs.module.signSrpSession(session, { ChallengeParameters: parameters })
  })
  let missed = 0
  const line = (what, one, other, unit, bar) => {
    const ratio = one / other
    if (ratio > bar) missed += 1
    const figures = `${one.toFixed(1)} ${unit} against ${other.toFixed(1)} ${unit}`
    console.log(`${what}: ${figures}: ${ratio.toFixed(3)} of it (bar ${bar}) ${ratio > bar ? 'MISSED' : 'ok'}`)
  }
  line('size, gzip', ours.gzip / 1000, theirs.gzip / 1000, 'kB', BARS.size)
  line('size, minified', ours.raw / 1000, theirs.raw / 1000, 'kB', BARS.size)
  line('time of one proof', oursMs, theirsMs, 'ms', BARS.time)
  process.exitCode = missed > 0 ? 1 : 0
} finally {
  rmSync(work, { recursive: true, force: true })
}
