// @ts-nocheck: a script of measurements, whose shapes are those of three servers.
// Measures the emulator, in memory and on disk, in one run with cognito-local and with a bare node:http server that does
// nothing but the same signatures, at several sizes of the pool. Prints ratios against the bars of quality.md.
//
//   npm run bench -- emulator              (USERS=10,1000 and SECONDS=2 in the environment make it shorter)
//
// Loopback only. cognito-local is installed into a temporary folder from the registry, and never into the project.
import { execFileSync, spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const USERS = (process.env['USERS'] ?? '10,1000,10000').split(',').map(Number)
const SECONDS = Number(process.env['SECONDS'] ?? 3)
const CALLERS = 8
const POOL = 'us-east-1_Bench0001'
const CLIENT = 'bench0client'
const PASSWORD = 'Bench-pass-1'
const work = mkdtempSync(join(tmpdir(), 'curfew-bench-'))
const children = new Set()
const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })

function run(command, args, options) {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000, ...options })
}

/** Starts a server and waits for its first answer. */
async function start(args, port, options = {}) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => (said += stripVTControlCharacters(String(part))))
  while (performance.now() - began < 60_000) {
    if (child.exitCode !== null) throw new Error(`It ended: ${said}`)
    const found = port ?? Number(/http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(said)?.[1] ?? 0)
    if (found && (await call(found, 'RevokeToken', { ClientId: CLIENT, Token: 'a.b.c.d.e' }).catch(() => undefined))) {
      return { child, port: found, startMs: performance.now() - began }
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`It did not answer: ${said}`)
}

async function stop({ child }) {
  if (child.exitCode === null) {
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }
  children.delete(child)
}

/** Signature Version 4 with the emulator's root account. */
function sign(headers, text, host) {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const scope = `${date.slice(0, 8)}/us-east-1/cognito-idp/aws4_request`
  const hash = (value) => createHash('sha256').update(value).digest('hex')
  const mac = (key, value) => createHmac('sha256', key).update(value).digest()
  const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${hash(text)}`
  const key = scope.split('/').reduce(mac, 'AWS4test')
  const signature = mac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex')
  headers.host = host
  headers['x-amz-date'] = date
  headers.authorization = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`
}

function call(port, operation, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    }
    const text = JSON.stringify(body)
    if (operation.startsWith('List')) sign(headers, text, `127.0.0.1:${port}`)
    const sent = request(
      { port, host: '127.0.0.1', method: 'POST', path: '/', agent, headers, timeout: 30_000 },
      (answer) => {
        let all = ''
        answer.on('data', (part) => (all += part))
        answer.on('end', () => resolve({ status: answer.statusCode, text: all }))
      },
    )
    sent.on('error', reject)
    sent.on('timeout', () => sent.destroy(new Error('timed out')))
    sent.end(text)
  })
}

/** Calls per second, by `CALLERS` callers at once. `next` gives the request of each; undefined when there are no more. */
async function rate(next) {
  const began = performance.now()
  let done = 0
  const caller = async () => {
    while (performance.now() - began < SECONDS * 1000) {
      const work = next()
      if (!work) return
      const { status, text } = await work
      if (status !== 200) throw new Error(`${status} ${text}`)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return (done * 1000) / (performance.now() - began)
}

function usage({ child }) {
  const read = (file) => {
    try {
      return readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const kb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(read('status'))?.[1] ?? Number.NaN)
  return {
    idleMb: kb('VmRSS') / 1024,
    peakMb: kb('VmHWM') / 1024,
    bytes: Number(/write_bytes: (\d+)/.exec(read('io'))?.[1] ?? Number.NaN),
  }
}

async function measure(server, users) {
  const { port, startMs } = server
  const idleMb = usage(server).idleMb
  let turn = 0
  const signIn = () =>
    call(port, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: CLIENT,
      AuthParameters: { USERNAME: `user${(turn += 1) % users}`, PASSWORD },
    })
  const issued = async () => JSON.parse((await signIn()).text).AuthenticationResult
  const { AccessToken, RefreshToken } = await issued()
  const before = usage(server).bytes
  const signIns = await rate(signIn)
  const bytes = (usage(server).bytes - before) / Math.max(1, signIns * SECONDS)
  const refresh = await rate(() =>
    call(port, 'InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: CLIENT,
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    }),
  )
  const getUser = await rate(() => call(port, 'GetUser', { AccessToken }))
  const list = await rate(() => call(port, 'ListUserPoolClients', { UserPoolId: POOL, MaxResults: 60 }))
  const tokens = []
  for (let count = 0; count < Math.min(400, 40 + signIns * 2); count += 1) {
    tokens.push((await issued()).RefreshToken)
  }
  const revoke = await rate(() => {
    const Token = tokens.pop()
    return Token && call(port, 'RevokeToken', { ClientId: CLIENT, Token })
  })
  return { startMs, signIns, refresh, getUser, list, revoke, bytes, idleMb, peakMb: usage(server).peakMb }
}

/** The pool in the emulator's seed format, and in the two files of cognito-local. */
function write(users) {
  const folder = join(work, `clocal-${users}`, '.cognito', 'db')
  mkdirSync(folder, { recursive: true })
  const names = Array.from({ length: users }, (_, index) => `user${index}`)
  const seed = join(work, `seed-${users}.json`)
  const client = {
    ClientId: CLIENT,
    ClientName: 'bench',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  }
  const Users = names.map((Username) => ({
    Username,
    Password: PASSWORD,
    Attributes: { email: `${Username}@example.com` },
  }))
  writeFileSync(
    seed,
    JSON.stringify({ version: 1, userPools: [{ Id: POOL, PoolName: 'bench', Clients: [client], Users }] }),
  )
  const now = new Date().toISOString()
  writeFileSync(
    join(folder, 'clients.json'),
    JSON.stringify({
      Clients: {
        [CLIENT]: { ...client, UserPoolId: POOL, CreationDate: now, LastModifiedDate: now, RefreshTokenValidity: 30 },
      },
    }),
  )
  const known = names.map((Username) => [
    Username,
    {
      Username,
      Password: PASSWORD,
      Attributes: [
        { Name: 'sub', Value: `sub-${Username}` },
        { Name: 'email', Value: `${Username}@example.com` },
      ],
      Enabled: true,
      UserStatus: 'CONFIRMED',
      UserCreateDate: now,
      UserLastModifiedDate: now,
      RefreshTokens: [],
    },
  ])
  writeFileSync(
    join(folder, `${POOL}.json`),
    JSON.stringify({ Users: Object.fromEntries(known), Options: { Id: POOL, Policies: {} }, Groups: {} }),
  )
  return { seed, clocal: join(work, `clocal-${users}`) }
}

const BARE = `
import { createServer } from 'node:http'
const { privateKey } = await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign'])
const sign = () => crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, new Uint8Array(600))
const server = createServer((incoming, outgoing) => {
  incoming.resume().on('end', async () => { await Promise.all([sign(), sign()]); outgoing.end('{}') })
})
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))
`

const results = {}
try {
  run(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--ssr', 'emulator/serve.ts', '--logLevel', 'error'],
    { cwd: ROOT },
  )
  writeFileSync(join(work, 'package.json'), '{"private":true}')
  console.log('Installing cognito-local 5 into a temporary folder ...')
  run('npm', ['install', 'cognito-local@5', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: work })
  writeFileSync(join(work, 'bare.mjs'), BARE)
  const bare = await start([join(work, 'bare.mjs')])
  results.bare = await rate(() => call(bare.port, 'Nothing', {}))
  await stop(bare)
  const serve = [join(ROOT, 'dist/emulator/serve.js'), '--port', '0', '--seed']
  for (const users of USERS) {
    const { seed, clocal } = write(users)
    const data = join(work, `data-${users}`)
    const kinds = {
      memory: () => start([...serve, seed]),
      disk: async () => {
        await stop(await start([...serve, seed, '--data', data]))
        return start([...serve, seed, '--data', data])
      },
      'cognito-local': () =>
        start([join(work, 'node_modules/cognito-local/lib/bin/start.js')], undefined, {
          cwd: clocal,
          env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '19239' },
        }),
    }
    for (const [kind, begin] of Object.entries(kinds)) {
      const server = await begin()
      results[`${kind} ${users}`] = await measure(server, users)
      await stop(server)
    }
  }
  report()
} finally {
  for (const child of children) child.kill('SIGKILL')
  agent.destroy()
  rmSync(work, { recursive: true, force: true })
}

function report() {
  const whole = (value) => (value >= 100 ? Math.round(value) : Number(value.toFixed(1)))
  console.log(`\nBare server, two RS256 signatures: ${whole(results.bare)}/s\n`)
  const columns = {
    startMs: 'start ms',
    signIns: 'sign-in/s',
    refresh: 'refresh/s',
    getUser: 'GetUser/s',
    list: 'ListClients/s',
    revoke: 'Revoke/s',
    bytes: 'bytes/sign-in',
    idleMb: 'idle MB',
    peakMb: 'peak MB',
  }
  for (const [name, found] of Object.entries(results)) {
    if (name === 'bare') continue
    const cells = Object.entries(columns).map(([key, label]) => `${label} ${whole(found[key])}`)
    console.log(`${name.padEnd(20)} ${cells.join('  ')}`)
  }
  console.log('\nRatios (bar)')
  const line = (what, ratio, bar, isLess = false) => {
    const holds = isLess ? ratio <= bar : ratio >= bar
    console.log(
      `${holds ? 'holds ' : 'MISSED'} ${what.padEnd(62)} ${ratio.toFixed(2)} (${isLess ? 'at most' : 'at least'} ${bar})`,
    )
  }
  const least = USERS[0]
  const most = USERS.at(-1)
  const signInBars = { 10: 6, 1000: 13, 10000: 85 }
  const revokeBars = { 10: 25, 10000: 400 }
  for (const users of USERS) {
    const memory = results[`memory ${users}`]
    const disk = results[`disk ${users}`]
    const other = results[`cognito-local ${users}`]
    for (const what of ['signIns', 'refresh']) {
      line(`${columns[what]} in memory / bare server, ${users} users`, memory[what] / results.bare, 0.85)
      line(`${columns[what]} on disk / bare server, ${users} users`, disk[what] / results.bare, 0.75)
    }
    if (signInBars[users])
      line(`sign-in / cognito-local, ${users} users`, memory.signIns / other.signIns, signInBars[users])
    line(`GetUser / cognito-local, ${users} users`, memory.getUser / other.getUser, 2.5)
    if (revokeBars[users])
      line(`RevokeToken / cognito-local, ${users} users`, memory.revoke / other.revoke, revokeBars[users])
    line(`start / cognito-local, ${users} users`, memory.startMs / other.startMs, 0.4, true)
    line(`start on disk / cognito-local, ${users} users`, disk.startMs / other.startMs, 0.4, true)
  }
  for (const what of ['signIns', 'refresh', 'getUser', 'list', 'revoke']) {
    line(
      `${columns[what]} at ${most} / at ${least} users`,
      results[`memory ${most}`][what] / results[`memory ${least}`][what],
      0.95,
    )
  }
  const other = results[`cognito-local ${most}`]
  line(`idle memory / cognito-local, ${most} users`, results[`memory ${most}`].idleMb / other.idleMb, 0.7, true)
  line(`peak memory / cognito-local, ${most} users`, results[`memory ${most}`].peakMb / other.peakMb, 0.5, true)
  line(`bytes written per sign-in on disk, ${most} users`, results[`disk ${most}`].bytes, 8192, true)
}
