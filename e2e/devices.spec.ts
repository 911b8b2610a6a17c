import { UpdateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'
import { createDeviceVerifier } from 'cognito-srp-helper'

import { call, demo } from './elsewhere.ts'
import { expect, test, type World } from './fixtures.ts'
import { alertIn, people, signIn } from './steps.ts'
import { sent } from './requests.ts'
import { administrator } from './admin.ts'
import { expectFits } from './widths.ts'

type Result = { AccessToken: string; NewDeviceMetadata?: { DeviceKey: string; DeviceGroupKey: string } }

/** The pool keeps track of devices, and remembers each that is confirmed. */
async function trackDevices(world: World): Promise<void> {
  await administrator(world).send(
    new UpdateUserPoolCommand({
      UserPoolId: demo.pool,
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false },
    }),
  )
}

async function confirm(world: World, result: Result, DeviceName: string): Promise<void> {
  const { DeviceKey = '', DeviceGroupKey = '' } = result.NewDeviceMetadata ?? {}
  const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, DeviceGroupKey)
  const { AccessToken } = result
  const done = await call(world, 'ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName })
  expect(done.ok).toBe(true)
}

/** A device of Ada's somewhere else. */
async function deviceElsewhere(world: World, name: string): Promise<void> {
  const { body } = await call(world, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: demo.storefront,
    AuthParameters: { USERNAME: people.ada.username, PASSWORD: people.ada.password },
  })
  await confirm(world, body['AuthenticationResult'] as Result, name)
}

/** What Curfew calls this browser when it becomes a device. */
const thisBrowser = 'Chrome on Linux'

const devices = (page: Page) => page.getByRole('region', { name: 'Devices', exact: true })
const device = (page: Page, name: string) =>
  devices(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })

/** What the session's facts say of the device. */
const fact = (page: Page) => page.getByText('Device', { exact: true }).locator('xpath=following-sibling::dd')

test('a pool that tracks none says so in a sentence', async ({ page }) => {
  await signIn(page)
  await expect(fact(page)).toHaveText([/^Chrome \d+ on Linux$/, 'As Cognito saw it last'])
  await expect(devices(page)).toContainText('does not keep track of devices')
  await expect(devices(page).getByRole('list')).toHaveCount(0)
})

test('devices are listed, this one is marked, and one of them is forgotten', async ({ page, world }) => {
  await trackDevices(world)
  await deviceElsewhere(world, 'Ada’s phone')
  await deviceElsewhere(world, 'Ada’s tablet')
  await signIn(page)
  await expect(device(page, thisBrowser)).toContainText('this device')
  await expect(fact(page)).toHaveText([thisBrowser, 'Remembered'])
  await expect(device(page, 'Ada’s phone')).toContainText('127.0.0.1')
  await expect(device(page, 'Ada’s phone')).toContainText('Used')
  await device(page, 'Ada’s phone').getByRole('button', { name: 'Forget Ada’s phone' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Forget Ada’s phone?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog).toContainText('Sessions there get no new tokens')
  await dialog.getByRole('button', { name: 'Forget', exact: true }).dblclick()
  await expect(dialog).toBeHidden()
  await expect(device(page, 'Ada’s phone')).toHaveCount(0)
  await expect(device(page, 'Ada’s tablet')).toBeVisible()
  expect(await sent(world, 'ForgetDevice')).toHaveLength(1)
})

test('a button pressed again before a timer could have run does nothing twice', async ({ page, world }) => {
  await trackDevices(world)
  await deviceElsewhere(world, 'Ada’s phone')
  await signIn(page)
  await device(page, 'Ada’s phone').getByRole('button', { name: 'Forget Ada’s phone' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Forget Ada’s phone?' })
  // Two presses that a busy browser had in its queue: nothing but what the first one left to do at once runs between.
  await dialog.getByRole('button', { name: 'Forget', exact: true }).evaluate(async (button: HTMLElement) => {
    button.click()
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    button.click()
  })
  await expect(dialog).toBeHidden()
  await expect(device(page, 'Ada’s phone')).toHaveCount(0)
  expect(await sent(world, 'ForgetDevice')).toHaveLength(1)
})

test('all the others are forgotten, a failure among them is told, and this one stays', async ({ page, world }) => {
  await trackDevices(world)
  await deviceElsewhere(world, 'Ada’s phone')
  await deviceElsewhere(world, 'Ada’s tablet')
  await signIn(page)
  await world.emulator.addFault({ operation: 'ForgetDevice', nth: 2, error: { code: 'ForbiddenException' } })
  await devices(page).getByRole('button', { name: 'Forget the 2 others' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Forget 2 other devices?' })
  await dialog.getByRole('button', { name: 'Forget 2 devices' }).click()
  await expect(dialog.getByRole('alert')).toContainText('1 device of 2 not forgotten')
  await expect(dialog.getByRole('alert')).toContainText('A firewall refused this')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog).toBeHidden()
  await expect(devices(page).getByRole('listitem')).toHaveCount(1)
  await expect(device(page, thisBrowser)).toBeVisible()
  expect(await sent(world, 'ForgetDevice')).toHaveLength(3)
})

test('this device is not remembered, and remembered again; forgetting it says what becomes of this session', async ({
  page,
  world,
}) => {
  await trackDevices(world)
  await signIn(page)
  const own = device(page, thisBrowser)
  await own.getByRole('button', { name: `Stop remembering ${thisBrowser}` }).click()
  await expect(own).toContainText('Not remembered')
  await own.getByRole('button', { name: `Remember ${thisBrowser}` }).click()
  await expect(own).not.toContainText('Not remembered')
  await own.getByRole('button', { name: `Forget ${thisBrowser}` }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('This session cannot be renewed any more')
  await dialog.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(devices(page)).toContainText('this one was never confirmed')
})

test('hostile device names are text, and the layout holds', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const named = ['<img src=x onerror=alert(1)>', 'N'.repeat(200), '\u202Egnp.exe جهاز']
  const body = JSON.stringify({
    Devices: named.map((Value, at) => ({
      DeviceKey: `us-east-1_${at}`,
      DeviceAttributes: [
        { Name: 'device_name', Value },
        { Name: 'last_ip_used', Value: Value.slice(0, 128) },
      ],
    })),
  })
  await world.emulator.addFault({
    operation: 'ListDevices',
    times: 'always',
    answer: { status: 200, requestId: true, cors: true, body },
  })
  await signIn(page)
  await expect(devices(page).getByRole('listitem')).toHaveCount(3)
  for (const name of named) await expect(devices(page)).toContainText(name)
  expect(await devices(page).locator('img, script').count()).toBe(0)
  await expectFits(page)
})

test('a list of devices that cannot be read says so, and is read again', async ({ page, world }) => {
  await world.emulator.addFault({ operation: 'ListDevices', times: 'always', network: 'cut' })
  await signIn(page)
  await expect(alertIn(page)).toContainText('Your devices cannot be shown')
  await world.emulator.clearFaults()
  await alertIn(page).getByRole('button', { name: 'Try again' }).click()
  await expect(devices(page)).toContainText('does not keep track of devices')
})
