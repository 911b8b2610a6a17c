import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import { passTime } from './clock.ts'
import { expectAxeFindsNothing } from './axe.ts'
import { expect, test, type World } from './fixtures.ts'
import { alertIn, expectTitle, people, signIn } from './steps.ts'
import { expectFits } from './widths.ts'

const operatorsPages = ['App clients', 'Pools', 'Users', 'Jobs', 'Leaked token', 'Access']

/** With the quotas that AWS has. */
async function openAccess(page: Page, world: World): Promise<void> {
  await world.emulator.setQuotas({ enabled: true })
  await page.getByRole('link', { name: 'Access', exact: true }).click()
  await expectTitle(page, 'Access')
}

function feature(page: Page, name: RegExp) {
  return page.getByRole('table', { name: 'Features and the IAM actions that they need' }).getByRole('row', { name })
}

function stateOf(page: Page, name: RegExp) {
  return feature(page, name).getByRole('cell').last()
}

/** Temporary credentials for somebody, as the identity pool gives them. */
async function credentialsOf(world: World, username: string, password: string): Promise<Record<string, string>> {
  const config = JSON.parse(readFileSync('public/config.json', 'utf8')) as Record<string, string>
  const ask = async (target: string, body: object) => {
    const response = await fetch(world.emulator.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, Record<string, string> | undefined>
  }
  const signedIn = await ask('AWSCognitoIdentityProviderService.InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: config['clientId'],
    AuthParameters: { USERNAME: username, PASSWORD: password },
  })
  const { IdToken } = signedIn['AuthenticationResult'] ?? {}
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${config['userPoolId']}`]: IdToken }
  const { IdentityId } = await ask('AWSCognitoIdentityService.GetId', {
    IdentityPoolId: config['identityPoolId'],
    Logins,
  })
  const { Credentials } = await ask('AWSCognitoIdentityService.GetCredentialsForIdentity', { IdentityId, Logins })
  return Credentials ?? {}
}

test('the bar holds a person’s pages and an operator’s, at every width; the banner says where this is', async ({
  page,
}) => {
  await signIn(page, people.rhea)
  const bar = page.getByRole('navigation', { name: 'Pages' })
  const group = bar.getByRole('group', { name: 'Operator' })
  await expect(group.getByRole('link')).toHaveText(operatorsPages)
  await expect(page.getByRole('banner')).toContainText('Emulator·000000000000·us-east-1·demo')
  for (const width of [1440, 820, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const name of ['My session', ...operatorsPages]) {
      await bar.getByRole('link', { name, exact: true }).click()
      await expect(bar.getByRole('link', { name, exact: true })).toBeInViewport({ ratio: 1 })
      await expect(bar.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page')
    }
    await expectFits(page, `at ${width} px`)
  }
})

test('when a phone is turned the open page stays in sight in the bar; when its keyboard comes up nothing moves', async ({
  page,
}) => {
  await signIn(page, people.rhea)
  await page.setViewportSize({ width: 820, height: 390 })
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Access', exact: true })
  await link.click()
  await expectTitle(page, 'Access')
  await page.setViewportSize({ width: 390, height: 820 })
  await expect(link).toBeInViewport({ ratio: 1 })
  const scrolled = await page.evaluate(() => {
    scrollTo(0, 600)
    return scrollY
  })
  expect(scrolled).toBeGreaterThan(300)
  await page.setViewportSize({ width: 390, height: 480 })
  const after = await page.evaluate(
    async () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY)))),
  )
  expect(after).toBe(scrolled)
})

test('somebody without a role sees their own pages only, and can still come to Access', async ({ page }) => {
  await signIn(page)
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  await expect(links).toHaveText(['My session', 'Activity'])
  await page.getByRole('link', { name: 'Operator access' }).click()
  await expectTitle(page, 'Access')
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(stateOf(page, /^Find users/)).toContainText('Denied')
  await expect(links).toHaveText(['My session', 'Activity'])
})

test.describe('in production', () => {
  test.use({ configChanges: { production: '^demo$' } })

  test('the page is framed, and the banner says so', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByText('Production Emulator')).toBeVisible()
    await signIn(page, people.rhea)
    await expect(page.getByRole('banner')).toContainText('Production Emulator')
    await expectAxeFindsNothing(page, 'production')
  })
})

test('what the role allows is found out by reads alone, action by action, and the policy is written for it', async ({
  page,
  world,
}) => {
  await signIn(page, people.rhea)
  await openAccess(page, world)
  await expect(page.getByText('None yet')).toBeVisible()
  await expectAxeFindsNothing(page, 'before anything was asked')
  const before = (await world.emulator.log()).length
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(page.getByText('Every read has been tried')).toBeAttached()
  await expect(stateOf(page, /^Find users/)).toHaveText('Allowed')
  await expect(feature(page, /^Sign users out/)).toContainText('Not triedAdminUserGlobalSignOut')
  const asked = (await world.emulator.log()).slice(before).map(({ operation }) => operation)
  const others = /^(preflight|GetId|GetCredentialsForIdentity)$/
  expect(asked.filter((name) => !others.test(name) && !/^(List|Describe|Get|AdminGet|AdminList)/.test(name))).toEqual(
    [],
  )

  const panel = page.getByRole('region', { name: 'Credentials in use' })
  await expect(panel).toContainText('The identity pool')
  await expect(panel).toContainText(/ASIA….{4}/)
  await expect(panel).toContainText('000000000000')
  await expect(panel.getByRole('time')).toContainText(/left/)

  const policy = page.getByRole('region', { name: 'The policy as JSON' })
  await expect(policy).toContainText('arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Demo00001')
  await page.getByLabel('On these pools').selectOption('all')
  await expect(policy).toContainText('us-east-1_Wholesale2')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { Statement: { Action: string[] }[] }
  expect(saved.Statement.map(({ Action }) => Action.length)).toEqual([1, 24])
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
  await page.getByRole('checkbox', { name: 'Forget devices' }).check()
  await expect(policy).not.toContainText('ListUserPools')
  await expect(policy).toContainText('AdminForgetDevice')
  await expectAxeFindsNothing(page, 'what was found')
})

test('a read that fails stops it, is told in its place, and can be tried again', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAccess(page, world)
  await world.emulator.addFault({ operation: 'ListUsers', times: 3, error: { code: 'TooManyRequestsException' } })
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(alertIn(page)).toContainText('Cognito is busy')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Every read has been tried')).toBeAttached()
})

test('pasted credentials are used, kept by the worker alone, and dropped; a long-lived key is refused', async ({
  page,
  world,
}) => {
  const {
    AccessKeyId = '',
    SecretKey = '',
    SessionToken = '',
  } = await credentialsOf(world, people.rhea.username, people.rhea.password)
  await signIn(page)
  await page.getByRole('link', { name: 'Operator access' }).click()
  const field = page.getByLabel('Access key id, secret access key and session token')
  for (const text of ['', ' \n ']) {
    await field.fill(text)
    await page.getByRole('button', { name: 'Use these credentials' }).click()
    await expect(field).toBeFocused()
    await expect(field).toHaveAccessibleDescription(/^Fill this in first\.|Fill this in first\.$/)
  }
  const longLived = 'AKIAIOSFODNN7EXAMPLE'
  await field.fill(`AWS_ACCESS_KEY_ID=${longLived}\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIexample`)
  await page.getByRole('button', { name: 'Use these credentials' }).click()
  await expect(alertIn(page)).toContainText('This is a long-lived key')
  await expect(field).toHaveValue('')
  expect(await page.content()).not.toContain(longLived)

  for (const secret of [SecretKey, SessionToken]) world.canaries.watchFor(secret)
  await field.fill(
    `export AWS_ACCESS_KEY_ID=${AccessKeyId}\nexport AWS_SECRET_ACCESS_KEY=${SecretKey}\nexport AWS_SESSION_TOKEN=${SessionToken}`,
  )
  await page.getByRole('button', { name: 'Use these credentials' }).click()
  await expect(page.getByText('These credentials are in use')).toBeVisible()
  await expect(field).toHaveValue('')
  await world.canaries.expectNoneIn([page])
  await expect(page.getByRole('group', { name: 'Operator' }).getByRole('link')).toHaveText(operatorsPages)
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(stateOf(page, /^Find users/)).toHaveText('Allowed')
  // After five minutes without use the worker forgets them by itself; then the identity pool's are used again.
  await passTime(world, [page], 5 * 60_000 + 2_000)
  await expect(page.getByText('None yet')).toBeVisible()
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(stateOf(page, /^Find users/)).toHaveText('Denied')
  await page.getByRole('button', { name: 'Drop them now' }).click()
  await expect(page.getByText('None yet')).toBeVisible()
})

test('control: the canaries see credentials that stay in the page', async ({ page, world }) => {
  await signIn(page)
  world.canaries.watchFor('a secret that stays in the page')
  await page.evaluate(() => localStorage.setItem('leak', 'a secret that stays in the page'))
  await expect(world.canaries.expectNoneIn([page])).rejects.toThrow(/secrets found/)
  await page.evaluate(() => localStorage.clear())
})
