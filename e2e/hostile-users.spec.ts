import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'

import { administrator, pool } from './admin.ts'
import { expect, test } from './fixtures.ts'
import { expectText, oddNames, payloads } from './payloads.ts'
import { expectTitle } from './steps.ts'
import { answerWith, confirm, openUsers, userList } from './users.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

test('X-1: 250 hostile texts in every place of the users’ pages are text, and the layout holds', async ({
  page,
  world,
}) => {
  expect(payloads).toHaveLength(250)
  await page.setViewportSize({ width: 390, height: 844 })
  const attributes = (value: string) => ['sub', 'name', 'email', 'phone_number'].map((Name) => ({ Name, Value: value }))
  const users = payloads.map((value, at) => ({
    Username: `${at}${value}`.slice(0, 128),
    Attributes: attributes(value),
    UserStatus: value,
    Enabled: true,
  }))
  await answerWith(world, 'ListUsers', { Users: users })
  await answerWith(world, 'ListGroups', {
    Groups: payloads.map((GroupName) => ({ GroupName, Description: GroupName })),
  })
  await openUsers(page, world)
  await expect(userList(page).getByRole('listitem')).toHaveCount(250)
  await expectText(page, 'main', payloads)
  await page.getByLabel('Find by').selectOption('group')
  await expect(page.getByLabel('Group').getByRole('option')).toHaveCount(251)
  await expectFits(page)

  // One user whose everything is hostile.
  const first = users[0]?.Username ?? ''
  await answerWith(world, 'AdminGetUser', {
    Username: first,
    UserAttributes: payloads.map((Value, at) => ({ Name: `custom:${at}${Value}`, Value })),
    UserStatus: 'CONFIRMED',
    Enabled: true,
  })
  await answerWith(world, 'AdminListGroupsForUser', {
    Groups: payloads.map((text, at) => ({ GroupName: `${at}${text}`, Description: text })),
  })
  await answerWith(world, 'AdminListDevices', {
    Devices: payloads.map((Value, at) => ({
      DeviceKey: `us-east-1_${at}`,
      DeviceAttributes: [
        { Name: 'device_name', Value },
        { Name: 'last_ip_used', Value },
      ],
    })),
  })
  await answerWith(world, 'AdminListUserSessions', {
    Sessions: payloads.map((text, at) => ({
      SessionId: `tkn${at}`,
      SessionType: 'TOKEN',
      ClientId: text,
      DeviceType: text,
      LastIPAddress: text.slice(0, 128),
      LastLocation: { City: text, Country: text },
    })),
  })
  await answerWith(world, 'AdminListUserAuthEvents', {
    AuthEvents: payloads.map((text, at) => ({
      EventId: `e${at}`,
      EventType: text,
      EventResponse: text,
      EventRisk: { RiskDecision: text },
      EventContextData: { IpAddress: text, City: text, Country: text, DeviceName: text },
    })),
  })
  await page.getByLabel('Find by').selectOption('')
  await userList(page).getByRole('link').first().click()
  await expectTitle(page, payloads[0] ?? '')
  await page.getByRole('button', { name: 'Read details' }).click()
  await expect(page.getByText('Second factors')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Sessions of the user' }).getByRole('listitem')).toHaveCount(250)
  await expect(page.getByRole('list', { name: 'Devices of the user' }).getByRole('listitem')).toHaveCount(250)
  const more = page.getByRole('button', { name: /Show \d+ more/ })
  for (let shown = 10; shown < 250; shown += 50) await more.click()
  await expect(page.getByRole('list', { name: 'Sign-in history' }).getByRole('listitem')).toHaveCount(250)
  await expectText(
    page,
    'main',
    payloads.map((text) => text.replace(' / ', ' on ')),
  )
  for (const list of ['Groups', 'Devices of the user', 'Sign-in history']) {
    await expectText(page, `main ul[aria-label="${list}"]`, payloads)
  }
  await expectText(page, 'main dl', payloads)

  // The confirmation, the report and the receipt say whom it is about.
  await answerWith(world, 'AdminUserGlobalSignOut', {})
  await confirm(page, 'Sign out everywhere')
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, `${first} signed out everywhere; Cognito accepted, not observed`)
  await expectFits(page)
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
})

test('a user of any name has a page, which a reload finds again, and on which something can be done', async ({
  page,
  world,
}) => {
  // Each name takes as long as a test of its own.
  test.setTimeout(30_000 * oddNames.length)
  const admin = administrator(world)
  for (const Username of oddNames) {
    await admin.send(new AdminCreateUserCommand({ ...pool, Username, MessageAction: 'SUPPRESS' }))
  }
  await openUsers(page, world)
  for (const name of oddNames) {
    await page.goto('/users')
    await userList(page).getByRole('link', { name, exact: true }).click()
    await expectTitle(page, name)
    await page.reload()
    await expectTitle(page, name)
    await confirm(page, 'Sign out everywhere')
    await expect(page.getByRole('main').getByText('Signed out everywhere')).toBeVisible()
    await page.getByRole('link', { name: 'Compromised account' }).click()
    await expect(page.getByLabel('Reason')).toBeVisible()
    await expect(page.getByRole('main')).toContainText(name)
  }
  expect((await sent(world, 'AdminUserGlobalSignOut')).filter(({ status }) => status === 200)).toHaveLength(
    oddNames.length,
  )
})
