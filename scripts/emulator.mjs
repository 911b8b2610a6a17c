import { spawn } from 'node:child_process'
import { once } from 'node:events'

const readyLine = /^Curfew emulator listening on (\S+)$/m

/**
 * Runs the emulator as a process of its own, and again after each edit. It keeps its port, so that the console need
 * not know. A death that nobody asked for is reported, except right after an edit: then the next edit may mend it.
 * @param {{ port: number, onDeath: (reason: string) => void }} options
 */
export function runEmulator({ port, onDeath }) {
  let restarts = 0
  let stopped = false
  let { child, ready } = launch()

  function launch() {
    const child = spawn(process.execPath, ['--import', 'tsx', 'emulator/serve.ts', '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const launchedAfter = restarts
    let isReady = false
    /** @type {Promise<void>} */
    const ready = new Promise((resolve, reject) => {
      let printed = ''
      child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        if (isReady) process.stdout.write(text)
        else if (readyLine.test((printed += text))) {
          isReady = true
          resolve()
        }
      })
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        const how = signal === null ? `with exit code ${code}` : `on ${signal}`
        const reason = `The emulator stopped ${how}.`
        if (!isReady && launchedAfter === 0) reject(new Error(`${reason} It had not started: see above.`))
        else if (isReady) later(() => launchedAfter === restarts && onDeath(reason))
        else later(() => launchedAfter === restarts && process.stderr.write(`${reason} Waiting for the next edit.\n`))
      })
    })
    ready.catch(() => {})
    return { child, ready }
  }

  /**
   * Ctrl-C reaches both processes at once: leave time for ours to arrive before a death is called unasked for.
   * @param {() => void} report
   */
  function later(report) {
    setTimeout(() => !stopped && report(), 150)
  }

  async function end() {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const impatient = setTimeout(() => child.kill('SIGKILL'), 3000)
    await gone
    clearTimeout(impatient)
  }

  return {
    url: `http://127.0.0.1:${port}`,
    ready,
    /** Takes up an edit. What the emulator held in memory is gone. */
    async restart() {
      const mine = ++restarts
      await end()
      if (stopped || mine !== restarts) return
      ;({ child, ready } = launch())
      await ready.then(
        () => process.stdout.write('The emulator was restarted.\n'),
        () => {},
      )
    },
    async stop() {
      stopped = true
      await end()
    },
    /** The last resort, when this process leaves in a hurry. */
    kill() {
      child.kill('SIGKILL')
    },
  }
}
