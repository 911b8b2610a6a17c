import { expect, test } from './fixtures.ts'
import { readAppClients } from './appClients.ts'

test('a search keeps what is typed and where: in the middle, beside another filter, and after "Show everything"', async ({
  page,
}) => {
  await readAppClients(page)
  const search = page.getByRole('searchbox', { name: 'Search' })

  // Typed in the middle, with rests in which the page searches: every letter goes where the caret is.
  await search.pressSequentially('bck')
  await expect(page.getByText('Nothing fits this filter')).toBeVisible()
  await search.press('Home')
  await search.press('ArrowRight')
  await search.press('a')
  await expect(page).toHaveURL(/text=back(&|$)/)
  await expect(page.getByText('1 of 7 app clients')).toBeVisible()
  await search.pressSequentially('XY')
  await expect(search).toHaveValue('baXYck')
  await search.press('Backspace')
  await search.press('Backspace')
  await expect(page).toHaveURL(/text=back(&|$)/)
  await expect(search).toHaveValue('back')

  // Done typing is who goes on to another filter: neither of the two takes the other away.
  await search.pressSequentially('zz')
  await page.getByLabel('Type', { exact: true }).selectOption('Confidential')
  await expect(page).toHaveURL(/text=bazzck/)
  await expect(page).toHaveURL(/type=confidential/)
  await expect(search).toHaveValue('bazzck')

  // What changes the search from elsewhere is shown, also when it is what was searched for once before.
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(search).toHaveValue('')
  await expect(page.getByText('7 app clients', { exact: true })).toBeVisible()
  await search.fill('kiosk')
  await search.press('Enter')
  await expect(page.getByText('1 of 7 app clients')).toBeVisible()
  await page.reload()
  await expect(search).toHaveValue('kiosk')
  await expect(page.getByText('1 of 7 app clients')).toBeVisible()
})
