import { expect, test } from './fixtures.ts'
import { signIn } from './steps.ts'
import { expectFits } from './widths.ts'

const hostile = {
  markup: '<img src=x onerror=alert(1)> / <script>alert(2)</script>',
  long: 'X'.repeat(1_024),
  'right to left': '\u202Egnp.exe متصفح',
} as const

for (const [what, device] of Object.entries(hostile)) {
  test(`a hostile device name is text, and the layout holds: ${what}`, async ({ page, world }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    const session = {
      SessionId: 'tkn1',
      SessionType: 'TOKEN',
      ClientId: device.slice(0, 128),
      DeviceType: device,
      LastIPAddress: device.slice(0, 128),
      LastLocation: { City: device, Country: device },
    }
    const answer = { status: 200, requestId: true, cors: true, body: JSON.stringify({ Sessions: [session] }) }
    await world.emulator.addFault({ operation: 'ListUserSessions', times: 'always', answer })
    await signIn(page)
    const list = page.getByRole('list', { name: 'Your sessions' })
    await expect(list.getByRole('heading')).toContainText(device.replace(' / ', ' on ').slice(0, 40))
    expect(await list.locator('img, script').count()).toBe(0)
    await expectFits(page)
    await list.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await expectFits(page)
  })
}
