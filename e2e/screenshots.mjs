// Takes pictures from the built console: npm run screenshots, the README's; npm run screenshots -- --every, every page as
// a phone, a tablet and a desktop show it, light and dark, into dist/pictures; with --language de in that language, with
// --only receipt only the states whose name has that in it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

import { chromium } from '@playwright/test'

import { serveConsole } from '../deploy/serve.mjs'
import { findBrowser } from './browser.mjs'
import { ends } from './pictureEnds.mjs'
import { signedIn } from './pictureStates.mjs'

const { values: asked } = parseArgs({
  options: { every: { type: 'boolean' }, language: { type: 'string' }, only: { type: 'string' } },
})
const { every, language, only } = asked
const hourMs = 60 * 60_000
const livedMs = 32 * 60_000

/** Lets the clocks of page and worker be moved, so that a session can have lived a while in a picture. */
const movableClock = `{
  const Real = Date
  let moved = 0
  new BroadcastChannel('picture clock').addEventListener('message', (event) => { moved = event.data })
  globalThis.Date = class extends Real {
    constructor(...args) { super(...(args.length === 0 ? [Real.now() + moved] : args)) }
    static now() { return Real.now() + moved }
  }
}
`

const emulator = spawn('node', ['dist/emulator/serve.cjs', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = await once(createInterface({ input: emulator.stdout }), 'line')
const url = /http:\S+/.exec(String(line))?.[0] ?? ''
const shipped = JSON.parse(readFileSync('public/config.json', 'utf8'))
const config = { ...shipped, endpoints: { cognitoIdp: url, cognitoIdentity: url } }
const root = movable('dist/console')
const site = await serveConsole({ config, root })
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', ...rootArgs()],
})

try {
  if (every && only === undefined) await takeEvery()
  if (every && language === undefined) await takeStates()
  if (!every) await takeReadmes()
} finally {
  await browser.close()
  await site.close()
  emulator.kill()
  rmSync(root, { recursive: true })
}

async function takeReadmes() {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const page = await browser.newPage({
      baseURL: site.url,
      colorScheme,
      viewport: { width: 1280, height: 860 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    await page.addInitScript(movableClock)
    await page.goto('/')
    await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
    await page.getByRole('heading', { name: 'Signed in as Ada Lovelace' }).waitFor()
    await move(page)
    await page.screenshot({ path: `docs/session-${colorScheme}.png` })
    await page.getByRole('button', { name: 'Sign out this device' }).click()
    await page.getByRole('heading', { name: 'Signed out, and Cognito agrees' }).waitFor()
    await page.getByText('accepted by servers that check offline').first().waitFor()
    await page.evaluate(async () => Promise.all(document.getAnimations().map(async ({ finished }) => finished)))
    await page.screenshot({ path: `docs/receipt-${colorScheme}.png` })
    await page.close()
    await control('reset', {})
  }
}

/**
 * Every page of the operator, who sees them all, and what a job and a sign-out leave behind.
 */
async function takeEvery() {
  const page = await browser.newPage({ baseURL: site.url, locale: 'en-GB', reducedMotion: 'reduce' })
  await page.goto('/')
  await take(page, 'sign-in')
  await signIn(page)
  await take(page, 'my-session')
  const ada = 'users/us-east-1_Demo00001/ada'
  const paths = [
    'app-clients',
    'pools',
    'users',
    ada,
    `${ada}/compromised`,
    'jobs',
    'jobs/new',
    'leaked-token',
    'access',
  ]
  for (const path of [...paths, 'activity', 'style', 'nowhere']) {
    await page.goto(`/${path}`)
    await take(page, path.replaceAll('/', '-'))
  }
  await page.goto('/jobs/new')
  await page.getByRole('radio', { name: 'A list of users' }).check()
  await page.getByLabel('User names, addresses or subs, one a line').fill('ada\nnour\nnobody')
  await page.getByRole('button', { name: 'Count them' }).click()
  await page.getByRole('button', { name: 'Sign out 3 users' }).waitFor()
  if (language === undefined) await take(page, 'job-counted')
  await page.getByRole('button', { name: 'Sign out 3 users' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 3 users' }).click()
  await page.getByText('Finished', { exact: true }).waitFor()
  await take(page, 'job')
  await page.goto('/jobs')
  await page.getByRole('main').getByRole('table').waitFor()
  await take(page, 'jobs-listed')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Signed out, and Cognito agrees' }).waitFor()
  await take(page, 'receipt')
  await page.close()
}

/** Every state that a first visit does not show, in English: those of pages one after the other, each end by itself. */
async function takeStates() {
  const page = await browser.newPage({ baseURL: site.url, locale: 'en-GB', reducedMotion: 'reduce' })
  await page.goto('/')
  await signIn(page)
  for (const state of signedIn.filter(isAsked)) await takeState(page, state)
  for (const state of ends.filter(isAsked)) {
    const other = await browser.newPage({ baseURL: site.url, locale: 'en-GB', reducedMotion: 'reduce' })
    await other.goto('/')
    await signIn(other)
    await takeState(other, state)
    await other.close()
  }
}

/** @param {import('./pictureStates.mjs').State} state */
function isAsked({ name }) {
  return only === undefined || name.includes(only)
}

/** @param {import('@playwright/test').Page} page */
async function signIn(page) {
  await page.getByLabel('User name').fill('rhea')
  await page.getByLabel('Password', { exact: true }).fill('Night-watch-26')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Signed in as Rhea Okafor' }).waitFor()
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('./pictureStates.mjs').State} state
 */
async function takeState(page, { name, path, fault, until }) {
  const strike = async (/** @type {object} */ what) => control('faults', { times: 'always', ...what })
  if (fault !== undefined) await strike(fault)
  if (path !== undefined) await page.goto(path)
  await until(page, strike)
  await shoot(page, name)
  await control('faults', {}, 'DELETE')
}

/**
 * One page, at three widths and in both themes, once it has read what it shows. In another language it is loaded again for
 * its pictures, so what was typed or asked on it is not in them.
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
async function take(page, name) {
  if (language !== undefined) await speak(page, language)
  await page.getByRole('main').waitFor()
  await page.waitForLoadState('networkidle')
  await shoot(page, name)
  if (name === 'my-session' || name === 'receipt') await shootOtherwise(page, name)
  if (language !== undefined) await speak(page, 'en')
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
async function shoot(page, name) {
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme })
      const path = `dist/pictures/${name}-${width}-${colorScheme}.png`
      await page.screenshot({ path, fullPage: true, animations: 'disabled' })
    }
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} tag
 */
async function speak(page, tag) {
  await page.evaluate((chosen) => localStorage.setItem('curfew-language', chosen), tag)
  await page.reload()
}

/**
 * What has a drawing in it, on paper and in colours of the reader's own.
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
async function shootOtherwise(page, name) {
  await page.setViewportSize({ width: 820, height: 900 })
  const others = /** @type {const} */ ({
    print: { media: 'print', colorScheme: 'light' },
    'forced-light': { forcedColors: 'active', colorScheme: 'light' },
    'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
  })
  for (const [how, media] of Object.entries(others)) {
    await page.emulateMedia(media)
    await page.screenshot({ path: `dist/pictures/${name}-${how}.png`, fullPage: true, animations: 'disabled' })
    await page.emulateMedia({ media: 'screen', forcedColors: 'none' })
  }
}

/**
 * A copy of the built console whose worker has the movable clock.
 * @param {string} built
 */
function movable(built) {
  const copy = mkdtempSync(join(tmpdir(), 'curfew-pictures-'))
  cpSync(built, copy, { recursive: true })
  const assets = join(copy, 'assets')
  for (const name of readdirSync(assets).filter((file) => /^worker-.*\.js$/.test(file))) {
    const path = join(assets, name)
    writeFileSync(path, movableClock + readFileSync(path, 'utf8'))
  }
  return copy
}

/**
 * Lets a session live for a while, with somebody at the keys: whoever is idle for a quarter of an hour is signed out.
 * @param {import('@playwright/test').Page} page
 */
async function move(page) {
  const step = livedMs / 4
  for (let moved = step; moved <= livedMs; moved += step) {
    await control('clock', { advanceMs: step })
    await page.evaluate((ms) => {
      new BroadcastChannel('picture clock').postMessage(ms)
    }, moved)
    await page
      .getByText(`${Math.floor((hourMs - moved) / 60_000 - 0.01)} min left`)
      .first()
      .waitFor()
    await page.keyboard.press('Shift')
  }
  await page.getByText(/Signs itself out in 7 h 2\d min/).waitFor()
}

/**
 * @param {string} path
 * @param {object} body
 * @param {string} method
 */
async function control(path, body, method = 'POST') {
  const headers = { 'x-curfew-control': '1', 'content-type': 'application/json' }
  await fetch(`${url}/_emulator/${path}`, { method, headers, ...(method === 'POST' && { body: JSON.stringify(body) }) })
}

function rootArgs() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
