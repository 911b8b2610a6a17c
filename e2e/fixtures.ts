import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'

import { readFiles, serveConsole } from '../deploy/serve.mjs'
import { emulatorControl, type EmulatorControl } from '../emulator/client.ts'
import { Canaries } from './canaries.ts'
import { watchFocus } from './focus.ts'

type Config = Record<string, unknown> & { endpoints: { cognitoIdp: string; cognitoIdentity: string } }

/** A private world for one test: an emulator with the demo pool, and the built console on another origin. */
export type World = {
  url: string
  emulator: EmulatorControl & { url: string; stop(): Promise<void>; start(): Promise<void> }
  /** The emulators of the other Regions that the deployment names, by Region; there is nothing in them. */
  elsewhere: ReadonlyMap<string, EmulatorControl>
  /** A browser of its own, with its own cookies and storage; it says that it is `userAgent` where that matters. */
  newBrowser(userAgent?: string): Promise<Page>
  canaries: Canaries
}

type Fixtures = {
  /** What stands differently in the served config. */
  configChanges: Readonly<Record<string, unknown>>
  /** Regions beside the deployment's own, each with an emulator. */
  otherRegions: readonly string[]
  /** Complaints of the browser that a test provokes on purpose. */
  provoked: RegExp | undefined
  world: World
}

/** Noise a page makes when a test takes its network away or makes Cognito answer with an error. */
const expectedNoise = /Failed to load resource|net::ERR_/

export const test = base.extend<Fixtures>({
  configChanges: [{}, { option: true }],
  otherRegions: [[], { option: true }],
  provoked: [undefined, { option: true }],

  world: async ({ browser, locale, timezoneId, hasTouch, configChanges, otherRegions, provoked }, use) => {
    const process = new EmulatorProcess()
    const others = new Map(otherRegions.map((region) => [region, new EmulatorProcess(region, 'none')]))
    await Promise.all([process, ...others.values()].map(async (each) => each.start()))
    const shipped = JSON.parse(readFileSync('public/config.json', 'utf8')) as Config
    const endpoints = { cognitoIdp: process.url, cognitoIdentity: process.url }
    const domain = `${process.url}/_domain/curfew-demo`
    const regions = [...others].map(([region, { url }]) => ({ region, cognitoIdp: url }))
    const named = regions.length === 0 ? {} : { regions }
    const config = { ...shipped, endpoints, domain, ...named, ...configChanges }
    const console = await serveConsole({ files, config })
    const contexts: BrowserContext[] = []
    const canaries = new Canaries()
    const complaints: string[] = []

    const newBrowser = async (userAgent?: string) => {
      const context = await browser.newContext({
        baseURL: console.url,
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
        ...(userAgent === undefined ? {} : { userAgent }),
        hasTouch,
      })
      contexts.push(context)
      await canaries.watch(context)
      await watchFocus(context)
      watch(context, [console.url, process.url, ...regions.map(({ cognitoIdp }) => cognitoIdp)], complaints)
      return context.newPage()
    }

    await use({
      url: console.url,
      emulator: {
        ...emulatorControl(process.url),
        url: process.url,
        stop: async () => process.stop(),
        start: async () => process.start(),
      },
      elsewhere: new Map(regions.map(({ region, cognitoIdp }) => [region, emulatorControl(cognitoIdp)])),
      newBrowser,
      canaries,
    })

    try {
      const pages = contexts.flatMap((context) => context.pages())
      await canaries.expectNoneIn(pages)
      const unprovoked = complaints.filter((complaint) => !provoked?.test(complaint))
      expect(unprovoked, 'errors, policy violations and requests to foreign hosts').toEqual([])
    } finally {
      await Promise.all(contexts.map(async (context) => context.close()))
      await console.close()
      await Promise.all([process, ...others.values()].map(async (each) => each.stop()))
    }
  },

  page: async ({ world }, use) => {
    await use(await world.newBrowser())
  },
})

export { expect }

/** The built console, read and compressed once for all servers: doing it for each took a hundredth of the suite's time. */
const files = readFiles()

/** Two key pairs for all emulators: to make some for each took a tenth of the suite's time. */
const keys = '.cache/e2e-keys.json'
mkdirSync('.cache', { recursive: true })

/** One emulator in a process of its own. It keeps its port when it is stopped and started again. */
class EmulatorProcess {
  url = ''
  readonly #region: string
  readonly #seed: string
  #child: ChildProcess | undefined

  constructor(region = 'us-east-1', seed = 'demo') {
    this.#region = region
    this.#seed = seed
  }

  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port
    const child = spawn(
      'node',
      ['dist/emulator/serve.cjs', '--port', port, '--seed', this.#seed, '--region', this.#region, '--keys', keys],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    this.#child = child
    const lines = createInterface({ input: child.stdout })
    for await (const line of lines) {
      const found = /listening on (http:\S+)/.exec(line)
      if (found?.[1] === undefined) continue
      this.url = found[1]
      return
    }
    throw new Error('The emulator did not start.')
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

function watch(context: BrowserContext, allowed: readonly string[], complaints: string[]): void {
  context.on('console', (message) => {
    const said = message.text()
    if (message.type() === 'error' && !expectedNoise.test(said)) complaints.push(`console: ${said}`)
  })
  context.on('weberror', (error) => complaints.push(`thrown: ${error.error().message}`))
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && !allowed.includes(origin)) complaints.push(`request to ${origin}`)
  })
}
