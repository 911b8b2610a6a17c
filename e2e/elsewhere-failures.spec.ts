import type { Page } from '@playwright/test'

import { agents, card, endSession, names, signInElsewhere, whereSignedIn } from './elsewhere.ts'
import { expect, test, type World } from './fixtures.ts'
import { alertIn, expectSignInPage, fillSignIn, people, signIn } from './steps.ts'
import { sent } from './requests.ts'

/** Documented exceptions that leave the session as it is, with their words, and how many requests it takes to know. */
const listing = [
  ['ForbiddenException', 'A firewall refused this', 1],
  ['InternalErrorException', 'Cognito had a fault', 3],
  ['InvalidParameterException', 'Cognito could not read the request', 1],
  ['NotAuthorizedException', 'This session may not do that', 1],
  ['ResourceNotFoundException', 'No longer there', 1],
  ['TooManyRequestsException', 'Cognito is busy', 3],
] as const

const ending = [
  ['ForbiddenException', 'A firewall refused this', 1],
  ['InternalErrorException', 'Cognito had a fault', 3],
  ['InvalidParameterException', 'Cognito does not end this session this way', 1],
  ['NotAuthorizedException', 'This session may not do that', 1],
  ['OperationNotEnabledException', 'Single sessions cannot be ended here', 1],
  ['TooManyRequestsException', 'Cognito is busy', 3],
] as const

const ofDevices = [
  ['ForbiddenException', 'A firewall refused this', 1],
  ['InternalErrorException', 'Cognito had a fault', 3],
  ['InvalidParameterException', 'Cognito could not read the request', 1],
  ['NotAuthorizedException', 'This session may not do that', 1],
  ['TooManyRequestsException', 'Cognito is busy', 3],
] as const

/** Documented exceptions that say that this session is over. */
const endings = [
  ['NotAuthorizedException', 'Access Token has been revoked', 'Signed out from elsewhere'],
  ['PasswordResetRequiredException', 'x', 'A new password is required'],
  ['UserNotConfirmedException', 'x', 'The account is not confirmed'],
  ['UserNotFoundException', 'x', 'deleted'],
] as const

const messageOf = (code: string) =>
  code === 'NotAuthorizedException' ? 'Access Token does not have required scopes' : 'as told'

async function always(world: World, operation: string, code: string, message = messageOf(code)): Promise<void> {
  await world.emulator.clearFaults()
  await world.emulator.addFault({ operation, times: 'always', error: { code, message } })
}

const requests = async (world: World, operation: string) => (await sent(world, operation)).length

/** Answers of ListDevices with one device, so that there is something to forget. */
async function oneDevice(world: World): Promise<void> {
  const attributes = [
    { Name: 'device_name', Value: 'Ada’s phone' },
    { Name: 'dev:device_remembered_status', Value: 'remembered' },
  ]
  const body = JSON.stringify({ Devices: [{ DeviceKey: 'us-east-1_1', DeviceAttributes: attributes }] })
  await world.emulator.addFault({
    operation: 'ListDevices',
    answer: { status: 200, requestId: true, cors: true, body },
  })
}

const devices = (page: Page) => page.getByRole('region', { name: 'Devices', exact: true })

test('ListUserSessions: every documented exception in words, the list stays, nobody is signed out', async ({
  page,
  world,
}) => {
  await signIn(page)
  await expect(whereSignedIn(page)).toContainText('this session')
  for (const [code, title, count] of listing) {
    await always(world, 'ListUserSessions', code)
    const before = await requests(world, 'ListUserSessions')
    await whereSignedIn(page).getByRole('button', { name: 'Read again' }).click()
    await expect(whereSignedIn(page).getByRole('alert')).toContainText(`Reading again failed: ${title}`)
    await expect(whereSignedIn(page).getByRole('alert')).toContainText('nothing was changed')
    expect((await requests(world, 'ListUserSessions')) - before, code).toBe(count)
    await expect(whereSignedIn(page)).toContainText('this session')
    await world.emulator.clearFaults()
    await whereSignedIn(page).getByRole('button', { name: 'Try again' }).click()
    await expect(whereSignedIn(page).getByRole('alert')).toHaveCount(0)
  }
  await always(world, 'ListUserSessions', 'OperationNotEnabledException')
  await whereSignedIn(page).getByRole('button', { name: 'Read again' }).click()
  await expect(whereSignedIn(page)).toContainText('Cognito keeps no list of your sessions')
})

test('RevokeUserSession: every documented exception in words, in the dialog, and both sessions live on', async ({
  page,
  world,
}) => {
  await signInElsewhere(world, agents.windows)
  await signIn(page)
  await expect(card(page, names.windows)).toBeVisible()
  for (const [code, title, count] of ending) {
    await always(world, 'RevokeUserSession', code)
    const before = await requests(world, 'RevokeUserSession')
    await endSession(page, names.windows)
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('alert')).toContainText(title)
    await expect(dialog.getByRole('alert')).toContainText('That session is still signed in')
    expect((await requests(world, 'RevokeUserSession')) - before, code).toBe(count)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(card(page, names.windows).getByRole('button', { name: 'Sign out' })).toBeFocused()
  }
  await always(world, 'RevokeUserSession', 'ResourceNotFoundException')
  await endSession(page, names.windows)
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expect(page.getByText('It had already ended')).toBeVisible()
})

for (const operation of ['ForgetDevice', 'UpdateDeviceStatus', 'ListDevices'] as const) {
  test(`${operation}: every documented exception in words, and nobody is signed out`, async ({ page, world }) => {
    await oneDevice(world)
    await signIn(page)
    await expect(devices(page).getByRole('heading', { name: 'Ada’s phone' })).toBeVisible()
    for (const [code, title, count] of ofDevices) {
      await always(world, operation, code)
      const before = await requests(world, operation)
      if (operation === 'ForgetDevice') {
        await devices(page).getByRole('button', { name: 'Forget Ada’s phone' }).click()
        const dialog = page.getByRole('alertdialog')
        await dialog.getByRole('button', { name: 'Forget', exact: true }).click()
        await expect(dialog.getByRole('alert')).toContainText(title)
        await expect(dialog.getByRole('alert')).toContainText('The device was not forgotten')
        await dialog.getByRole('button', { name: 'Cancel' }).click()
      } else if (operation === 'UpdateDeviceStatus') {
        await devices(page).getByRole('button', { name: 'Stop remembering Ada’s phone' }).click()
        await expect(page.getByText(title)).toBeVisible()
        await page.getByRole('button', { name: `Close: ${title}` }).click()
      } else {
        await devices(page).getByRole('button', { name: 'Read again' }).click()
        await expect(devices(page).getByRole('alert')).toContainText(title)
        await expect(devices(page).getByRole('heading', { name: 'Ada’s phone' })).toBeVisible()
      }
      expect((await requests(world, operation)) - before, code).toBe(count)
    }
  })
}

test('a pool that is not set up for devices has a sentence, not an error', async ({ page, world }) => {
  await always(world, 'ListDevices', 'InvalidUserPoolConfigurationException')
  await signIn(page)
  await expect(devices(page)).toContainText('This user pool does not keep track of devices.')
})

test('what says of any of them that this session is over ends it here, with the reason', async ({ page, world }) => {
  await signInElsewhere(world, agents.windows)
  await page.goto('/')
  for (const [code, message, title] of endings) {
    await fillSignIn(page, people.ada)
    await expect(card(page, names.windows)).toBeVisible()
    await world.emulator.addFault({ operation: 'RevokeUserSession', error: { code, message } })
    await endSession(page, names.windows)
    await expectSignInPage(page)
    await expect(alertIn(page)).toContainText(title)
  }
})
