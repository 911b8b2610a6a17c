import type { Page } from '@playwright/test'

import { expectTitle, people, rung, signIn } from './steps.ts'
import { expect, test } from './fixtures.ts'

test('the palette finds pages and actions, and an action leads to its button, which ends nothing by itself', async ({
  page,
}) => {
  await signIn(page, people.rhea)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to, or do' })
  const field = palette.getByRole('combobox', { name: 'Page or action' })
  await expect(field).toBeFocused()
  await field.fill('zebra')
  await expect(palette.getByRole('status')).toHaveText('Nothing is called “zebra”')
  await field.fill('leaked')
  await expect(palette.getByRole('option', { selected: true })).toContainText('Go to Leaked token')
  await page.keyboard.press('Enter')
  await expectTitle(page, 'Leaked token')

  await page.keyboard.press('Control+k')
  await field.fill('calls')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Calls' })).toHaveAttribute('aria-expanded', 'true')
  await expectTitle(page, 'Leaked token')
  await page.keyboard.press('Control+k')
  await field.fill('bulk')
  await page.keyboard.press('Enter')
  await expectTitle(page, 'New job')
  await page.keyboard.press('Control+k')
  await field.fill('create')
  await page.keyboard.press('Enter')
  await expectTitle(page, 'App clients')
  await expect(page.getByRole('button', { name: 'Create app client' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await field.fill('others')
  await page.keyboard.press('Enter')
  await expectTitle(page, 'Signed in as Rhea Okafor')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await page.getByRole('button', { name: 'Find a page or an action' }).click()
  await field.fill('sign out')
  await page.keyboard.press('ArrowDown')
  await expect(palette.getByRole('option', { selected: true })).toHaveText('Sign out everywhere')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const button = page.getByRole('button', { name: 'Sign out this device' })
  await expect(button).toBeFocused()
  // The command before this one looked for its button for so many frames, and takes focus from nobody.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 90; frame += 1) await new Promise((done) => requestAnimationFrame(done))
  })
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rung(page, 'Observed refused')).toContainText('Done')
  await page.keyboard.press('Control+k')
  await expect(palette).toHaveCount(0)
})

test('the palette leads to findings, to a search for a user, to the policy, to the activity’s buttons and the language', async ({
  page,
}) => {
  await signIn(page, people.rhea)
  const run = async (typed: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Page or action' }).fill(typed)
    await page.keyboard.press('Enter')
  }
  await run('findings')
  await expect(page).toHaveURL(/view=findings/)
  await expect(page.getByRole('button', { name: 'Findings' })).toHaveAttribute('aria-pressed', 'true')
  await run('find a user')
  await expect(page.getByLabel('Find by')).toBeFocused()
  await run('policy')
  await expectTitle(page, 'Access')
  await run('write policy')
  await expect(page.getByRole('group', { name: 'For these features' })).toBeFocused()
  await run('language')
  await expect(page.getByRole('button', { name: 'English' })).toBeFocused()
  await run('clear')
  await expect(page.getByRole('button', { name: 'Clear', exact: true })).toBeFocused()
  await page.getByLabel('What').selectOption('Sign-ins')
  await run('export csv')
  await expect(page.getByRole('button', { name: 'CSV' })).toBeFocused()
  await expect(page).toHaveURL(/kind=sign-in/)
})

test('single keys lead to pages, `?` lists them, and they can be switched off', async ({ page }) => {
  await signIn(page)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expectTitle(page, 'Activity')
  await page.getByLabel('Search').fill('g s')
  await expectTitle(page, 'Activity')
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list).toContainText('Go to My session')
  await expect(list).not.toContainText('Go to Users')
  await list.getByRole('checkbox', { name: 'Shortcuts of single keys' }).uncheck()
  await expect(list).not.toContainText('Go to My session')
  await page.keyboard.press('Escape')
  await page.reload()
  await expectTitle(page, 'Activity')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Go to, or do' }).getByRole('combobox')).toBeFocused()
  // The keys before it have been dealt with by now.
  await expect(list).toHaveCount(0)
  await expectTitle(page, 'Activity')
  await page.keyboard.press('Enter')
  await expectTitle(page, 'Signed in as Ada Lovelace')
})

test.describe('focus', () => {
  test.use({ provoked: /Focus was lost with <button> Outside/ })

  /** A button that takes focus, and is gone when it is pressed. */
  const pressAndLose = async (page: Page, within: string, name: string) => {
    await page.evaluate(
      ([within = '', name = '']) => {
        const button = document.createElement('button')
        button.textContent = name
        button.addEventListener('click', () => button.remove())
        document.querySelector(within)?.append(button)
      },
      [within, name],
    )
    await page.getByRole('button', { name }).focus()
    await page.keyboard.press('Enter')
  }

  test('goes to the heading of what a control stood in that is gone; control: outside of the page it is lost, and told', async ({
    page,
  }) => {
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await signIn(page, people.rhea)
    await pressAndLose(page, 'main section', 'Inside')
    const section = page.getByRole('main').getByRole('region').first()
    await expect(section.getByRole('heading').first()).toBeFocused()
    await pressAndLose(page, 'body', 'Outside')
    await expect.poll(() => complaints).toContain('Focus was lost with <button> Outside')
  })
})
