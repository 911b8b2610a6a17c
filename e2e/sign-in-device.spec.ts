import { expect, test } from './fixtures.ts'
import { keptIn, nothing } from './kept.ts'
import { codeSent, plant, poolConfig, texts, vera } from './pools.ts'
import {
  expectSignedInAs,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  fillSignInShared,
  signOutThisDevice,
  typeCode,
} from './steps.ts'
import { operationsAsked } from './requests.ts'

test.use({ configChanges: poolConfig })

const always = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
const onDemand = { ...always, DeviceOnlyRememberedOnUserPrompt: true }
const withCode = (DeviceConfiguration: object) => ({ MfaConfiguration: 'ON', ...texts, DeviceConfiguration })

test('a remembered device is asked for no code the second time', async ({ page, world }) => {
  await plant(world, { pool: withCode(always) })
  await page.goto('/')
  await fillSignIn(page, vera)
  await typeCode(page, await codeWhenAsked())
  await expectSignedInAs(page, vera.name, 'with a password and a code from a text message')
  await signOutThisDevice(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, vera)
  await expectSignedInAs(page, vera.name, 'with a password on a remembered device')
  expect(await world.emulator.codes()).toHaveLength(1)

  async function codeWhenAsked() {
    await expectTitle(page, 'Type the code from the text message')
    return codeSent(world, 'SMS')
  }
})

test('where the pool leaves it to the person they are asked once, and "Remember it" spares the code', async ({
  page,
  world,
}) => {
  await plant(world, { pool: withCode(onDemand) })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await page.getByRole('button', { name: 'Remember it' }).click()
  await expect(page.getByText('This browser is remembered')).toBeVisible()
  await expect(page.getByText('Remember this browser?')).toHaveCount(0)
  await signOutThisDevice(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, vera)
  await expectSignedInAs(page, vera.name, 'with a password on a remembered device')
})

test('"Not now" remembers nothing: the code is asked for again', async ({ page, world }) => {
  await plant(world, { pool: withCode(onDemand) })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByText('Remember this browser?')).toHaveCount(0)
  await signOutThisDevice(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
})

test('a device that was forgotten elsewhere is asked for the code again', async ({ page, world }) => {
  await plant(world, { pool: withCode(always) })
  const fresh = await world.emulator.snapshot()
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectTitle(page, `Signed in as ${vera.name}`)
  await signOutThisDevice(page)
  await world.emulator.restore(fresh)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from a text message')
})

test('a shared computer becomes nobody’s device, and after a reload it holds nothing at all', async ({
  page,
  world,
}) => {
  await plant(world, { pool: withCode(always) })
  await page.goto('/')
  await fillSignInShared(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from a text message')
  expect(await operationsAsked(world)).not.toContain('ConfirmDevice')
  await page.reload()
  await expectSignInPage(page)
  expect(await keptIn(page)).toEqual(nothing)
})
