import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import { allowConsole, toManagedLogin, typePassword } from './managedLogin.ts'
import { expectSignedIn, expectSignInPage, expectTitle, fillSignIn, people, signOutThisDevice } from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { recordsIn } from './kept.ts'

const ways = [
  {
    way: 'with a password',
    held: 'InitiateAuth',
    last: 'RespondToAuthChallenge',
    begin: async (page: Page) => {
      await page.goto('/')
      await fillSignIn(page, people.ada)
    },
  },
  {
    way: 'at managed login',
    held: 'token',
    last: 'token',
    begin: async (page: Page) => {
      await toManagedLogin(page)
      await typePassword(page, people.ada)
    },
  },
] as const

for (const { way, held, last, begin } of ways) {
  test(`a page that hears nothing while it signs in ${way}: another tab has the session, and ends it`, async ({
    page,
    world,
  }) => {
    const other = await page.context().newPage()
    const goOn = await signInUnheard({ page, world, held, last, begin })
    try {
      await other.goto('/')
      await expectEndable(other, world)
    } finally {
      await goOn()
    }
    await expectSignInPage(page)
    await expect(page.getByText('You signed out in another tab')).toBeVisible()
  })

  test(`a page that is closed while it signs in ${way}: the next one opens the session, and ends it`, async ({
    page,
    world,
  }) => {
    const bystander = await page.context().newPage()
    await bystander.goto('/config.json')
    await signInUnheard({ page, world, held, last, begin })
    // A page of the same origin that has no vault.
    await expect.poll(async () => recordsIn(bystander, 'curfew: session')).toMatchObject([{ state: 'signed in' }])
    await page.close()
    const next = await page.context().newPage()
    await next.goto('/')
    await expectEndable(next, world)
  })
}

type Unheard = { page: Page; world: World; held: string; last: string; begin: (page: Page) => Promise<void> }

/** Signs in with a page that stands still before Cognito's first answer, which its worker does not. Gives the way on. */
async function signInUnheard({ page, world, held, last, begin }: Unheard): Promise<() => Promise<void>> {
  await allowConsole(world)
  await world.emulator.addFault({ operation: held, delayMs: 60_000 })
  await begin(page)
  await expect.poll(async () => (await world.emulator.faults())[0]?.struck).toBe(1)
  const goOn = await standStill(page)
  await world.emulator.clearFaults()
  const answers = async () => sent(world, last)
  await expect.poll(answers).toMatchObject([{ status: 200 }])
  return goOn
}

/** Stops a page's own script as a debugger does: whatever is said to it from now on, it does not hear. */
async function standStill(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Debugger.enable')
  const stopped = new Promise((resolve) => {
    devtools.once('Debugger.paused', resolve)
  })
  await devtools.send('Runtime.evaluate', { expression: 'setTimeout(() => { debugger })' })
  await stopped
  return async () => {
    await devtools.send('Debugger.resume')
  }
}

async function expectEndable(page: Page, world: World): Promise<void> {
  await expectSignedIn(page)
  await page.reload()
  await expectSignedIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  const ends = (await operationsAsked(world)).filter((name) => name === 'RevokeToken' || name === 'revoke')
  expect(ends).toHaveLength(1)
}
