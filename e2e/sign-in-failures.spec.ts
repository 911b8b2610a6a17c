import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import { appCode, apps, codeSent, plant, poolConfig, texts, vera } from './pools.ts'
import { expectSignInPage, expectTitle, fillSignIn, typeCode } from './steps.ts'
import { operationsAsked } from './requests.ts'

test.use({ configChanges: poolConfig })
// A test here goes through up to thirty exceptions, each with a sign-in of its own.
test.describe.configure({ timeout: 180_000 })

/** The exceptions that the SDK documents of an operation. */
function documented(operation: string): readonly string[] {
  const folder = 'node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/commands'
  const typings = readFileSync(`${folder}/${operation}Command.d.ts`, 'utf8')
  const names = [...typings.matchAll(/@throws \{@link (\w+)\}/g)].map((match) => match[1] ?? '')
  return names.filter((name) => !name.endsWith('ServiceException'))
}

/** What the page says went wrong: in a notice, or at the field of the code. */
function said(page: Page) {
  return page.getByRole('main').locator('[role="alert"], [id$="-error"]')
}

async function startAgain(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Start again' })
  if (await button.isVisible()) await button.click()
  await expectSignInPage(page)
}

/** Every exception in turn: said once, in words of its own, and nobody is signed in. */
async function expectWordsFor(
  { page, world }: { page: Page; world: World },
  operation: string,
  provoke: () => Promise<void>,
): Promise<void> {
  const codes = documented(operation)
  expect(codes.length).toBeGreaterThan(5)
  const sentences = new Map<string, string>()
  for (const code of codes) {
    await test.step(code, async () => {
      await world.emulator.clearFaults()
      await world.emulator.addFault({ operation, times: 'always', error: { code, message: 'As told.' } })
      await provoke()
      await expect(said(page)).toHaveCount(1)
      const sentence = (await said(page).textContent()) ?? ''
      expect(sentence).not.toContain('no words for yet')
      expect(sentence.split('Operation:')[0]).not.toContain('Exception')
      // Behind the details of a notice stands the whole answer; the field of a code has none.
      if (sentence.includes('Code:')) expect(sentence).toContain(`Code: ${code}`)
      sentences.set(code, sentence)
      await expect(page.getByRole('heading', { level: 1, name: /^Signed in/ })).toHaveCount(0)
    })
  }
  expect(sentences.size).toBe(codes.length)
}

test('every exception of InitiateAuth is said in words, in the form', async ({ page, world }) => {
  await plant(world, {})
  await page.goto('/')
  await expectWordsFor({ page, world }, 'InitiateAuth', async () => fillSignIn(page, vera))
})

test('every exception of RespondToAuthChallenge is said in words, where the code is asked for', async ({
  page,
  world,
}) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts } })
  await page.goto('/')
  const struck = async () => {
    const [planned] = await world.emulator.faults()
    await world.emulator.clearFaults()
    await startAgain(page)
    await fillSignIn(page, vera)
    await expectTitle(page, 'Type the code from the text message')
    if (planned && 'error' in planned) {
      const { operation, error } = planned
      await world.emulator.addFault({ operation, error })
    }
    await typeCode(page, '123456')
  }
  await expectWordsFor({ page, world }, 'RespondToAuthChallenge', struck)
})

test('every exception of AssociateSoftwareToken is said in words, before anything is set up', async ({
  page,
  world,
}) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...apps } })
  await page.goto('/')
  await expectWordsFor({ page, world }, 'AssociateSoftwareToken', async () => fillSignIn(page, vera))
})

test('every exception of VerifySoftwareToken is said in words, at the app that is set up', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...apps } })
  await page.goto('/')
  await expectWordsFor({ page, world }, 'VerifySoftwareToken', async () => {
    await startAgain(page)
    await fillSignIn(page, vera)
    await expectTitle(page, 'Set up an authenticator app')
    await typeCode(page, '123456', 'Finish and sign in')
  })
})

test('no exception of ConfirmDevice keeps anybody out: the session does without a device', async ({ page, world }) => {
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
  await plant(world, { pool: { DeviceConfiguration } })
  const codes = documented('ConfirmDevice')
  expect(codes.length).toBeGreaterThan(8)
  for (const code of codes) {
    await test.step(code, async () => {
      await world.emulator.clearFaults()
      await world.emulator.clearLog()
      await world.emulator.addFault({ operation: 'ConfirmDevice', times: 'always', error: { code } })
      // The page before may be about to keep its half of the key, and would put the cookie back.
      await page.goto('about:blank')
      await page.context().clearCookies()
      await page.goto('/')
      await fillSignIn(page, vera)
      await expectTitle(page, `Signed in as ${vera.name}`)
      const confirmations = async () => (await operationsAsked(world)).filter((name) => name === 'ConfirmDevice')
      await expect.poll(confirmations).toHaveLength(1)
      await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    })
  }
})

test('without a network the form says so, and works again when it is back', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.context().setOffline(true)
  await typeCode(page, await codeSent(world, 'SMS'))
  await expect(said(page)).toContainText('Cognito could not be reached')
  await page.context().setOffline(false)
  await page
    .getByRole('button', { name: /^(Sign in|Start again)$/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: /^(Signed in as|Sign in)/ })).toBeVisible()
})

test('an app code that is typed while Cognito cannot answer is not taken for wrong', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...apps } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Set up an authenticator app')
  const shown = (await page.getByText(/^(?:[A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).textContent()) ?? ''
  await world.emulator.addFault({ operation: 'VerifySoftwareToken', error: { code: 'InternalErrorException' } })
  const code = await appCode(world, shown.replaceAll(' ', ''))
  await typeCode(page, code, 'Finish and sign in')
  await expect(said(page)).toContainText('Cognito had a fault')
  await page.getByRole('button', { name: 'Finish and sign in' }).click()
  await expectTitle(page, `Signed in as ${vera.name}`)
})

test('a reload in the middle of a sign-in leads back to its first form', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.reload()
  await expectSignInPage(page)
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.goBack()
  await expectSignInPage(page)
})
