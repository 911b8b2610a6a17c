import { readFileSync } from 'node:fs'

import { clockTime, passTime } from './clock.ts'
import { agents, demo, lives, ManagedLogin, names, signInElsewhere, track, withManagedLogin } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { alertIn, expectTitle } from './steps.ts'
import { answerWith, confirm, openUser, userSession } from './users.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

const refused = { code: 'AccessDeniedException', message: 'not authorized', status: 400 } as const

test('a user’s sessions are a tree, end with what came through them, and are ending until the list agrees', async ({
  page,
  world,
}) => {
  await withManagedLogin(world)
  const through = await new ManagedLogin(world, agents.mac).signIn(demo.kiosk)
  const windows = await signInElsewhere(world, agents.windows)
  const iPhone = await signInElsewhere(world, agents.iPhone)
  await openUser(page, world)
  await expect(userSession(page, names.mac)).toContainText('Single sign-on in a browser · 1 app through it')
  await world.emulator.putSettings({ sessionDelayMs: 60_000 })
  await userSession(page, names.mac).getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByLabel('And what came through it')).toBeChecked()
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(userSession(page, names.mac)).toContainText('Ending')
  await world.emulator.advanceClock(60_000)
  await expect(userSession(page, names.mac)).toBeHidden()
  expect(await lives(world, through)).toEqual([false, false])
  expect(await lives(world, windows)).toEqual([true, true])
  const [revoked] = await sent(world, 'AdminRevokeUserSession')
  expect(revoked?.status).toBe(200)

  await page.getByRole('button', { name: 'Sign out all 2' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(page.getByText('2 sessions signed out')).toBeVisible()
  expect(await lives(world, iPhone)).toEqual([false, false])
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, '2 sessions of ada signed out; Cognito accepted, not observed')
})

test('an act fails in its dialog, works on the next try, and leaves one receipt, one line, no token', async ({
  page,
  world,
}) => {
  const elsewhere = await signInElsewhere(world, agents.windows)
  await openUser(page, world)
  expect(await sent(world, 'AdminGetUser')).toEqual([])
  await world.emulator.addFault({
    operation: 'AdminUserGlobalSignOut',
    error: { code: 'OperationNotEnabledException' },
  })
  await confirm(page, 'Sign out everywhere')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('alert')).toContainText('Not enabled here')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('main').getByText('Signed out everywhere')).toBeVisible()
  expect(await lives(world, elsewhere)).toEqual([false, false])

  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'ada signed out everywhere; Cognito accepted, not observed')
  const ladder = page.getByRole('listitem').filter({ hasText: 'Observed refused' })
  await expect(ladder).toContainText('No token of the user is here to try')
  const [text] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Text', exact: true }).click(),
  ])
  expect(readFileSync(await text.path(), 'utf8')).toMatch(
    /User: ada\n[^]*Done by: Rhea Okafor \(rhea\)[^]*New tokens by refresh: end accepted, not observed\n[^]*at most until/,
  )
  await page.getByRole('link', { name: 'Activity' }).click()
  const line = page.getByRole('list', { name: 'Activity' }).getByRole('listitem').filter({ hasText: 'user ada' })
  await expect(line).toHaveCount(1)
  await expect(line).toContainText('Accepted')
  await line.getByRole('link', { name: 'Receipt' }).click()
  await expectTitle(page, 'ada signed out everywhere; Cognito accepted, not observed')

  // One state, one shape: accepted, not observed. What the ladder says of the one act, its row does not say again.
  const row = page.getByRole('list', { name: 'What was done' }).getByRole('listitem')
  await expect(row).toContainText('Accepted')
  await expect(row).not.toContainText(/Done|request/)
  const accepted = page.getByRole('listitem').filter({ hasText: '2 · Accepted by Cognito' })
  await expect(accepted).toContainText('Request ')
  // Paper is read on other days: what still works has its date and zone there, and no countdown.
  const works = page.getByRole('list', { name: 'What still works, and until when' })
  const dated = works.getByText(/^at most until \w+ \d+, \d{4}, .* UTC$/).first()
  await expect(dated).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(dated).toBeVisible()
  await expect(works.getByText('left').first()).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'ada', exact: true }).click()
  await expectTitle(page, 'Ada Lovelace')
  await page.goBack()
  await page.getByRole('link', { name: 'Open the user’s page' }).click()
  await expectTitle(page, 'Ada Lovelace')
})

test('Cognito’s clock half an hour ahead: it is said, and what is reckoned goes by it', async ({ page, world }) => {
  await signInElsewhere(world, agents.windows)
  await world.emulator.advanceClock(30 * 60_000)
  await openUser(page, world)
  await expect(page.getByText(/clock is (30|29) min behind/)).toHaveCount(1)
  await expect(userSession(page, names.windows)).toContainText(/Active (30|31) min ago/)
  const hourOn = await clockTime(page, 90)
  const preview = page.getByRole('alertdialog').getByRole('listitem')
  const cookie = preview.filter({ hasText: 'Managed-login cookie in the user’s browsers' })
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(cookie).toContainText(hourOn)
  await expect(cookie).toContainText(/59:\d\d left|1 h left/)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('link', { name: 'Compromised account' }).click()
  await expect(page.getByText(/clock is (30|29) min behind/)).toHaveCount(1)
  await page.getByLabel('Reason').fill('Phished')
  await page.getByRole('button', { name: 'Take 5 steps' }).click()
  await expect(cookie).toContainText(hourOn)
})

test('of a session that stays signed in among several, code and request are one click away', async ({
  page,
  world,
}) => {
  await signInElsewhere(world, agents.windows)
  await signInElsewhere(world, agents.iPhone)
  await openUser(page, world)
  await world.emulator.addFault({
    operation: 'AdminRevokeUserSession',
    nth: 2,
    error: { code: 'ForbiddenException' },
  })
  await page.getByRole('button', { name: 'Sign out all 2' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(alertIn(page)).toContainText('Cognito accepted the sign-out of 1 of 2 sessions')
  await alertIn(page)
    .getByRole('listitem')
    .getByText(/^Details /)
    .click()
  await expect(alertIn(page).getByText(/Code: ForbiddenException\s[^]*Request id: [\da-f-]{36}/)).toBeVisible()
})

test('of sessions whose answers were lost it is not said that they stayed signed in', async ({ page, world }) => {
  await signInElsewhere(world, agents.windows)
  await signInElsewhere(world, agents.iPhone)
  await openUser(page, world)
  const damaged = { status: 200, requestId: true, cors: true, body: '{"' }
  await world.emulator.addFault({ operation: 'AdminRevokeUserSession', times: 'always', answer: damaged })
  await page.getByRole('button', { name: 'Sign out all 2' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(alertIn(page)).toContainText('0 of 2 sessions signed out, as far as is known')
  await expect(alertIn(page).getByRole('button', { name: 'Try all 2 again' })).toBeVisible()
  await expect(alertIn(page)).toContainText('Whether')
})

test('a pool that tracks no sessions says so, and leads to where that is switched on', async ({ page, world }) => {
  await track(world, false)
  await openUser(page, world)
  const where = page.getByRole('region', { name: 'Where the user is signed in' })
  await expect(where).toContainText('Under Pools tracking can be switched on')
  await where.getByRole('link', { name: 'Pools' }).click()
  await expectTitle(page, 'Pools')
})

test('what cannot be read again is still shown, and said to be old with its age', async ({ page, world }) => {
  const parts = [
    ['Devices', 'AdminListDevices', { Devices: [{ DeviceKey: 'us-east-1_aaaa' }] }, 'aaaa'],
    ['Sign-in history', 'AdminListUserAuthEvents', { AuthEvents: [{ EventId: 'e1', EventType: 'SignIn' }] }, 'Sign-in'],
    ['Groups', 'AdminListGroupsForUser', { Groups: [{ GroupName: 'night-shift' }] }, 'night-shift'],
    ['Details', 'AdminGetUser', { Username: 'ada', UserAttributes: [{ Name: 'sub', Value: 's-1' }] }, 's-1'],
  ] as const
  for (const [, operation, body] of parts) await answerWith(world, operation, body)
  await openUser(page, world)
  await page.getByRole('button', { name: 'Read details' }).click()
  for (const [name, , , text] of parts) {
    await expect(page.getByRole('region', { name, exact: true })).toContainText(text)
  }
  await passTime(world, [page], 3 * 60_000 + 1_000)
  await world.emulator.clearFaults()
  for (const [name, operation, , text] of parts) {
    await world.emulator.addFault({ operation, error: { code: 'ForbiddenException' } })
    const part = page.getByRole('region', { name, exact: true })
    await part.getByRole('button', { name: 'Read again' }).click()
    await expect(part.getByRole('alert')).toContainText('Reading again failed: A firewall refused this')
    await expect(part.getByRole('alert')).not.toContainText('cannot be shown')
    await expect(part).toContainText(/read [34] min ago/)
    await expect(part).toContainText(text)
  }
})

test('the receipt of what failed says so in a panel, with its code and request, and leads to the user', async ({
  page,
  world,
}) => {
  await openUser(page, world)
  await world.emulator.addFault({
    operation: 'AdminUserGlobalSignOut',
    error: { code: 'OperationNotEnabledException' },
  })
  await confirm(page, 'Sign out everywhere')
  await expect(page.getByRole('alertdialog').getByRole('alert')).toBeVisible()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('list', { name: 'Activity' }).getByRole('link', { name: 'Receipt' }).first().click()
  await expectTitle(page, 'Nothing was changed for ada')
  await expect(page.getByRole('status').filter({ hasText: 'Nothing was changed for ada' })).toHaveCount(1)
  await expect(alertIn(page)).toContainText('Not enabled here')
  await expect(alertIn(page)).toContainText('The user is still signed in')
  await alertIn(page).getByText('Details', { exact: true }).click()
  await expect(alertIn(page).getByText('Code: OperationNotEnabledException')).toBeVisible()
  const row = page.getByRole('list', { name: 'What was done' }).getByRole('listitem')
  await expect(row).toContainText('OperationNotEnabledException')
  const [asked] = await sent(world, 'AdminUserGlobalSignOut')
  await expect(row).toContainText(asked?.requestId ?? 'no request')
  await alertIn(page).getByRole('link', { name: 'Open the user’s page' }).click()
  await expectTitle(page, 'Ada Lovelace')
})

test('disable, enable, reset the password: each says what it means, and what the role lacks is greyed with its name', async ({
  page,
  world,
}) => {
  await openUser(page, world)
  await confirm(page, 'Disable')
  await expect(page.getByText('Disabled', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible()
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('Enable it, then reset at once')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await confirm(page, 'Enable')
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  await confirm(page, 'Reset password')
  await expect(page.getByText('Password reset required')).toBeVisible()

  // What the role has once allowed stays usable: another pool's refusal says nothing of this one.
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', times: 'always', error: refused })
  await confirm(page, 'Sign out everywhere')
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('cognito-idp:AdminUserGlobalSignOut')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  const button = page.getByRole('button', { name: 'Sign out everywhere' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription(/lacks cognito-idp:AdminUserGlobalSignOut/)
})

test('details are read only when asked for; devices are forgotten; history where there is one', async ({
  page,
  world,
}) => {
  const device = {
    DeviceKey: 'us-east-1_aaaaaaaa-1111-2222-3333-444444444444',
    DeviceAttributes: [
      { Name: 'device_name', Value: 'Firefox on Windows' },
      { Name: 'last_ip_used', Value: '203.0.113.9' },
    ],
    DeviceCreateDate: 1_700_000_000,
  }
  await answerWith(world, 'AdminListDevices', { Devices: [device] })
  const event = {
    EventId: 'e1',
    EventType: 'SignIn',
    CreationDate: 1_700_000_000,
    EventResponse: 'Fail',
    EventRisk: { RiskDecision: 'AccountTakeover' },
    EventContextData: { IpAddress: '203.0.113.9', City: 'Oslo', Country: 'Norway', DeviceName: 'Firefox' },
  }
  await answerWith(world, 'AdminListUserAuthEvents', { AuthEvents: [event] })
  await openUser(page, world)
  await expect(page.getByRole('list', { name: 'Sign-in history' })).toContainText('Oslo, Norway')
  await expect(page.getByRole('list', { name: 'Sign-in history' })).toContainText('Risk of a takeover')
  await expect(page.getByText('counts the user as active this month')).toBeVisible()
  expect(await sent(world, 'AdminGetUser')).toHaveLength(0)
  await page.getByRole('button', { name: 'Read details' }).click()
  await expect(page.getByText('ada@example.com')).toBeVisible()
  expect(await sent(world, 'AdminGetUser')).toHaveLength(1)

  await world.emulator.addFault({ operation: 'AdminForgetDevice', error: { code: 'UserNotFoundException' } })
  await page.getByRole('button', { name: 'Forget Firefox on Windows' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('The user does not exist')
  await answerWith(world, 'AdminForgetDevice', {})
  await page.getByRole('alertdialog').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Device forgotten')).toBeVisible()
})

test.describe('in production', () => {
  test.use({ configChanges: { production: 'Demo00001' } })

  test('the user’s name has to be typed', async ({ page, world }) => {
    await openUser(page, world)
    await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click({ force: true })
    await dialog.getByLabel('Type the user name to go on').fill('ada')
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByRole('main').getByText('Signed out everywhere')).toBeVisible()
    expect(await sent(world, 'AdminUserGlobalSignOut')).toHaveLength(1)
  })
})

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`what came of an act is told where it was asked for, in sight, at ${width} px`, async ({ page, world }) => {
    await page.setViewportSize({ width, height })
    for (const agent of Object.values(agents)) await signInElsewhere(world, agent)
    await openUser(page, world)
    await expect(userSession(page, names.windows)).toBeVisible()
    const told = (where: string, what: string) =>
      page.getByRole('region', { name: where }).getByRole('status').filter({ hasText: what })
    await userSession(page, names.windows).getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(told('Where the user is signed in', 'Signed out')).toBeInViewport({ ratio: 1 })
    await confirm(page, 'Disable')
    await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible()
    await expect(told('The account', 'Disabled')).toBeInViewport({ ratio: 1 })
    await expect(told('Where the user is signed in', 'Signed out')).toBeHidden()
    await confirm(page, 'Enable')
    await expect(told('The account', 'Enabled')).toBeInViewport({ ratio: 1 })
    await confirm(page, 'Sign out everywhere')
    await expect(page.getByRole('status').filter({ hasText: 'Signed out everywhere' })).toBeInViewport({ ratio: 1 })
  })
}

test('a name of any length can be read: whole as the title, and from the list by the pointer', async ({
  page,
  world,
}) => {
  const name = `Ada ${'of the Analytical Engine and of much else besides '.repeat(3).trim()}`
  const email = `${'ada.lovelace.of.the.analytical.engine.'.repeat(3)}@example.com`
  const Attributes = [
    { Name: 'name', Value: name },
    { Name: 'email', Value: email },
  ]
  await answerWith(world, 'ListUsers', {
    Users: [{ Username: 'ada', Enabled: true, UserStatus: 'CONFIRMED', Attributes }],
  })
  await page.setViewportSize({ width: 390, height: 844 })
  await openUser(page, world, 'ada', name)
  const cut = await page
    .getByRole('heading', { level: 1 })
    .evaluate((heading) =>
      [heading, ...heading.querySelectorAll('*')].some(
        ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1,
      ),
    )
  expect(cut).toBe(false)
  await expectFits(page)
  await page.goto('/users')
  await expect(page.getByTitle(name)).toHaveText(name)
  await expect(page.getByTitle(email)).toHaveText(email)
})
