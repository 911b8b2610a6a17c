import { describe, expect, it } from 'vitest'

import { claimsOf } from './claims.ts'
import { managedWorld, signInThere } from './testManagedLogin.ts'
import { answerOf, demo, factsIn, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const identity = (providerName: string, providerType: string) => ({
  userId: '1234567890',
  providerName,
  providerType,
  issuer: null,
  primary: 'true',
  dateCreated: '1893456000000',
})
const google = identity('Google', 'Google')
const directory = identity('WorkDirectory', 'SAML')

function claimsWith(identities: unknown, username = 'ada') {
  const jwt = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`
  const times = { iat: 1_893_456_000, exp: 1_893_459_600, auth_time: 1_893_456_000 }
  return claimsOf({ access: jwt({ username, ...times }), id: jwt({ identities, ...times }) })
}

/** Cognito's answers with an ID token that names these identities, as if the person had come by them. */
function through(world: World, identities: unknown) {
  world.network = only(['oauth2/token', 'InitiateAuth', 'RespondToAuthChallenge'], async (_call, forward) => {
    const answer = await forward()
    const text = await answer.text()
    const named = text.replace(/"(id_token|IdToken)":"([^"]+)"/, (_all, member: string, token: string) => {
      const [head, payload = '', signature] = token.split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
      const changed = Buffer.from(JSON.stringify({ ...claims, identities })).toString('base64url')
      return `"${member}":"${head}.${changed}.${signature}"`
    })
    return answerOf(JSON.parse(named))
  })
}

describe('the providers of an account', () => {
  it('are those of the identities: the account’s own, or linked to it', () => {
    expect(claimsWith([google], 'Google_1234567890').providers).toEqual([
      { name: 'Google', saml: false, linked: false },
    ])
    expect(claimsWith([google], 'google_1234567890').providers).toMatchObject([{ linked: false }])
    expect(claimsWith([google, directory]).providers).toEqual([
      { name: 'Google', saml: false, linked: true },
      { name: 'WorkDirectory', saml: true, linked: true },
    ])
  })

  it.each([undefined, null, 'Google', {}, [null], ['Google'], [{}], [{ providerName: 7 }], [{ providerName: '' }]])(
    'are none in %j',
    (identities) => expect(claimsWith(identities).providers).toEqual([]),
  )
})

describe('a session that came by a provider', () => {
  it('leaves the one there, which the facts and the receipt tell, after the logout page as well', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    through(world, [directory])
    await signInThere(world, tab)
    const providers = [{ name: 'WorkDirectory', saml: true, linked: true }]
    expect(factsIn(tab.state).providers).toEqual(providers)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.providers).toEqual(providers)
    await tab.run('leaveManagedLogin', { receiptId: receipt.id })
    await tab.run('returnFromManagedLogin', { receiptId: receipt.id })
    const row = { what: 'provider', works: { state: 'stays' }, provider: providers[0] }
    expect((await tab.receipt(receipt.id))?.stillWorks.at(-1)).toEqual(row)
  })

  it('control: through the API nobody comes by one, whatever is linked', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    through(world, [google])
    await tab.signIn(demo.ada)
    expect(factsIn(tab.state).providers).toBeUndefined()
    expect((await tab.signOutToTheEnd()).stillWorks.map(({ what }) => what)).not.toContain('provider')
  })
})
