import type { LaunchOptions } from '@playwright/test'
import { findBrowser } from './browser.mjs'

/**
 * How the tests start the browser. It talks to this machine only: every other name does not resolve, and what a
 * browser asks for by itself is switched off.
 */
export const launchOptions: LaunchOptions = {
  executablePath: installed(),
  args: [
    '--disable-background-networking',
    // Nobody looks: drawing in software needs no imitation of a graphics card.
    '--disable-gpu',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
}

function installed(): string {
  const path = findBrowser()
  if (path === undefined)
    throw new Error('There is no browser to test with: node scripts/install-browser.mjs gets one.')
  return path
}
