import { expect, test, type World } from './fixtures.ts'
import { expectText, payloads } from './payloads.ts'
import { expectTitle, people, signIn } from './steps.ts'
import { answerWith } from './users.ts'
import { openAppClients } from './appClients.ts'

const perPool = 50
const pools = Array.from({ length: payloads.length / perPool }, (_, at) => ({
  Id: `us-east-1_Hostile${at}`,
  Name: payloads.slice(at * perPool, (at + 1) * perPool).join(' '),
}))
const hostile = payloads.join(' ')

/** An account whose pools and app clients have nothing but hostile texts. */
async function plantHostile(world: World): Promise<void> {
  await answerWith(world, 'ListUserPools', { UserPools: pools })
  await answerWith(world, 'DescribeUserPool', { UserPool: { ...pools[0], UserPoolTier: hostile, Domain: hostile } })
  await answerWith(world, 'ListUserPoolClients', {
    UserPoolClients: [{ ClientId: 'hostile0client', ClientName: hostile }],
  })
  await answerWith(world, 'DescribeUserPoolClient', {
    UserPoolClient: {
      UserPoolId: 'us-east-1_Hostile0',
      ClientId: 'hostile0client',
      ClientName: hostile,
      ExplicitAuthFlows: payloads,
      CallbackURLs: payloads,
      LogoutURLs: payloads,
      AllowedOAuthFlows: payloads,
      SupportedIdentityProviders: payloads,
      PreventUserExistenceErrors: hostile,
      EnableTokenRevocation: false,
    },
  })
}

test('X-1: hostile texts in every place of app clients and pools are text, and the layout holds', async ({
  page,
  world,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await plantHostile(world)
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByText('5 app clients in 5 pools, read just now')).toBeVisible({ timeout: 60_000 })
  await expectText(page, 'main', payloads)
  await page.getByRole('button', { name: 'Findings', exact: true }).click()
  await expectText(page, 'main', payloads)
  await page.getByRole('link', { name: 'Pools', exact: true }).click()
  await expectTitle(page, 'Pools')
  await expectText(page, 'main', payloads)
})
