import { expect, test, type World } from './fixtures.ts'
import { people, signIn } from './steps.ts'
import { openAppClients } from './appClients.ts'

const region = 'eu-west-1'
const UserPoolId = `${region}_Harbour01`
const client = { UserPoolId, ClientId: 'harbour0client', ClientName: 'Harbour desk' }

test.use({ otherRegions: [region] })

/** The other Region's part of the account: a pool with one app client. */
async function plantElsewhere(world: World) {
  const there = world.elsewhere.get(region)
  if (there === undefined) throw new Error(`no emulator in ${region}`)
  const answers = {
    ListUserPools: { UserPools: [{ Id: UserPoolId, Name: 'harbour' }] },
    DescribeUserPool: { UserPool: { Id: UserPoolId, Name: 'harbour' } },
    ListUserPoolClients: { UserPoolClients: [client] },
    DescribeUserPoolClient: { UserPoolClient: { ...client, EnableTokenRevocation: false } },
    GetUserPoolSessionConfiguration: {},
    GetUserPoolClientSessionConfiguration: {},
  }
  for (const [operation, body] of Object.entries(answers)) {
    const answer = { status: 200, requestId: true, cors: true, body: JSON.stringify(body) }
    await there.addFault({ operation, times: 'always', answer })
  }
  return there
}

test('the audit reads every Region, each pool at its own, and one Region can be looked at alone', async ({
  page,
  world,
}) => {
  const there = await plantElsewhere(world)
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByText('8 app clients in 4 pools, read just now')).toBeVisible()
  const row = page.getByRole('row', { name: /Harbour desk/ })
  await expect(row).toContainText('harbour')
  await expect(row).toContainText(region)
  await page.getByLabel('Region', { exact: true }).selectOption(region)
  await expect(page.getByText('1 of 8 app clients')).toBeVisible()
  const ofHarbour = (log: readonly { operation?: string }[]) =>
    log.filter(({ operation }) => operation === 'DescribeUserPoolClient').length
  expect(ofHarbour(await there.log())).toBe(1)
  expect(ofHarbour(await world.emulator.log())).toBe(7)
})

test('a Region that refuses is named, and the others are shown', async ({ page, world }) => {
  const there = await plantElsewhere(world)
  await there.clearFaults()
  await there.addFault({ operation: 'ListUserPools', times: 'always', error: { code: 'AccessDeniedException' } })
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByText(/^7 app clients in 3 pools/)).toBeVisible()
  await expect(page.getByRole('main')).toContainText(region)
})
