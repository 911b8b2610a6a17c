import { expect, test } from 'vitest'
import { findBrowser } from './browser.mjs'

const playwrights = () => '/cache/playwright/chrome'
const machine = (platform: NodeJS.Platform, there: string[], env: NodeJS.ProcessEnv = {}) => ({
  platform,
  env,
  exists: (path: string) => there.includes(path),
  playwrights,
})

test('the browser that was asked for comes first', () => {
  const there = ['/opt/chrome', '/usr/bin/chromium', playwrights()]
  expect(findBrowser(machine('linux', there, { CURFEW_CHROMIUM: '/opt/chrome' }))).toBe('/opt/chrome')
})

test('a browser that was asked for and is not there is an error, not a reason to take another', () => {
  const asked = machine('linux', ['/usr/bin/chromium'], { CURFEW_CHROMIUM: '/opt/chrome' })
  expect(() => findBrowser(asked)).toThrow('/opt/chrome')
})

test.each<[NodeJS.Platform, string, NodeJS.ProcessEnv]>([
  ['linux', '/usr/bin/chromium', {}],
  ['linux', '/usr/bin/google-chrome-stable', {}],
  ['linux', '/usr/bin/chromium-headless-shell', {}],
  ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', {}],
  ['darwin', '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium', { HOME: '/Users/ada' }],
  [
    'win32',
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    { PROGRAMFILES: String.raw`C:\Program Files` },
  ],
])('on %s, %s is found before the one of Playwright', (platform, path, env) => {
  expect(findBrowser(machine(platform, [path, playwrights()], env))).toBe(path)
})

test('the browser without a window comes before the one with', () => {
  const both = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']
  expect(findBrowser(machine('linux', both))).toBe('/usr/bin/chromium-headless-shell')
})

test('the one of Playwright is taken when no other is there', () => {
  expect(findBrowser(machine('linux', [playwrights()]))).toBe(playwrights())
  expect(findBrowser(machine('linux', []))).toBeUndefined()
})
