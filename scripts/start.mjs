// npm start: installs what is missing, then runs the emulator and the console together until Ctrl-C.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signInElsewhere } from './demo-sessions.mjs'
import { runEmulator } from './emulator.mjs'
import { installPackages } from './install.mjs'
import { signInLines } from './people.mjs'
import { freePort } from './ports.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
process.chdir(root)
installPackages()

const emulator = runEmulator({ port: await freePort(9229), onDeath: (reason) => void stop(1, reason) })
/** @type {import('vite').ViteDevServer | undefined} */
let consoleServer
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))
process.on('exit', () => emulator.kill())
stopWhenOrphaned()

try {
  await emulator.ready
  await signInElsewhere(emulator.url)
  const { createServer } = await import('vite')
  process.env['CURFEW_EMULATOR'] = emulator.url
  consoleServer = await createServer({
    root,
    clearScreen: false,
    logLevel: 'warn',
    server: { host: 'localhost', port: 5173 },
    plugins: [{ name: 'curfew:reload-emulator', configureServer: reloadEmulator }],
  })
  await consoleServer.listen()
  if (!stopping) process.stdout.write(welcome(consoleServer.resolvedUrls?.local[0] ?? ''))
} catch (error) {
  await stop(1, error instanceof Error ? error.message : String(error))
}

/** @param {import('vite').ViteDevServer} server */
function reloadEmulator(server) {
  server.watcher.on('all', (_event, path) => {
    const file = relative(root, path).replaceAll('\\', '/')
    if (file.startsWith('emulator/') && file.endsWith('.ts') && !file.endsWith('.test.ts')) void emulator.restart()
  })
}

/**
 * Ends both, says why when there is a reason, and leaves with `code`.
 * @param {number} code
 * @param {string} [reason]
 */
async function stop(code, reason) {
  if (stopping) return
  stopping = true
  process.exitCode = code
  if (reason !== undefined) process.stderr.write(`\n${reason}\nCurfew has stopped.\n`)
  await Promise.all([emulator.stop(), consoleServer?.close()])
  process.exit(code)
}

/** A signal to npm can end the shell between npm and this process only: whoever loses the parent has to go too. */
function stopWhenOrphaned() {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) void stop(0)
  }, 500).unref()
}

/** @param {string} address */
function welcome(address) {
  const { demo } = JSON.parse(readFileSync('public/config.json', 'utf8'))
  const signIn = signInLines(demo?.people ?? []).map((line) => `    ${line}`)
  return [
    '',
    '  Curfew is running.',
    '',
    `  Console    ${address}`,
    `  Emulator   ${emulator.url}`,
    ...(signIn.length > 0 ? ['', '  Sign in as', ...signIn] : []),
    '',
    '  Ctrl-C stops both.',
    '',
    '',
  ].join('\n')
}
