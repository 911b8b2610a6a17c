import { expect, test } from 'vitest'
import { createEmulatorKeys } from './index.ts'
import { forge, JWT_DEFECTS } from './jwtDefects.ts'
import { control, testEmulator } from './testing.ts'
import { guardedShop, TokenWorld } from './tokenDoors.ts'

/**
 * F-2: access and ID tokens with one thing wrong each, at every door that takes one, found in the registry of
 * operations. In the columns is what is said, in the words below; nothing may have changed. `-` is for a defect that
 * the token of that kind does not have.
 */
const MATRIX = `
defect                                                | operations | userInfo | identity pool
alg none, without a signature                         | invalid    | 401      | unverified
alg none, with the old signature                      | invalid    | 401      | unverified
HS256, keyed with the public key's modulus            | invalid    | 401      | unverified
HS256, keyed with the public key in PEM               | invalid    | 401      | unverified
RS512 with the right key                              | invalid    | 401      | unverified
PS256 named over an RS256 signature                   | invalid    | 401      | unverified
alg in small letters                                  | invalid    | 401      | unverified
no alg                                                | invalid    | 401      | unverified
a kid that is not there                               | signature  | 401      | unverified
no kid                                                | signature  | 401      | unverified
the kid of the pool's other key                       | signature  | 401      | unverified
signed with the pool's other key                      | invalid    | 401      | unsupported
another emulator's key under the same kid             | signature  | 401      | unverified
another emulator's key, brought along in the header   | signature  | 401      | unverified
expired                                               | expired    | 401      | expired
not to be used yet                                    | invalid    | 401      | unverified
exp as text                                           | invalid    | 401      | unsupported
exp in milliseconds and a fraction                    | invalid    | 401      | unsupported
exp taken out                                         | invalid    | 401      | unsupported
sub taken out                                         | invalid    | 401      | unsupported
iss taken out                                         | invalid    | 401      | issuer
event_id taken out                                    | invalid    | 401      | unsupported
token_use taken out                                   | invalid    | 401      | unsupported
client_id or aud taken out                            | invalid    | 401      | unsupported
scope taken out                                       | invalid    | 401      | -
scope without what the door needs                     | scopes     | 403      | -
token_use of the other kind                           | invalid    | 401      | unsupported
the same path at another issuer                       | invalid    | 401      | issuer
an issuer whose pool is not there                     | no pool    | 401      | issuer
another pool's issuer                                 | no client  | 401      | issuer
another client that is not there                      | no client  | 401      | unsupported
another pool's client                                 | no client  | 401      | unsupported
a sub that nobody has                                 | no user    | 401      | revoked
a client's own token                                  | scopes     | 403      | -
the other kind of token                               | invalid    | 401      | unsupported
a refresh token                                       | invalid    | 401      | unverified
the name changed, old signature                       | signature  | 401      | unverified
a later exp, old signature                            | signature  | 401      | unverified
a group added, old signature                          | signature  | 401      | unverified
a space in the header, old signature                  | signature  | 401      | unverified
claims that are a list                                | invalid    | 401      | unverified
claims that are no JSON                               | invalid    | 401      | unverified
the signature of another token                        | signature  | 401      | unverified
no signature                                          | invalid    | 401      | unverified
an empty signature                                    | signature  | 401      | unverified
half a signature                                      | signature  | 401      | unverified
a signature with a byte too many                      | signature  | 401      | unverified
header and claims swapped                             | invalid    | 401      | unverified
the claims twice                                      | invalid    | 401      | unverified
an empty segment more                                 | invalid    | 401      | unverified
a dot in front                                        | invalid    | 401      | unverified
the whole token twice                                 | invalid    | 401      | unverified
padding                                               | invalid    | 401      | unverified
another spelling of the same signature                | invalid    | 401      | unverified
another spelling of the same claims                   | invalid    | 401      | unverified
base64 instead of base64url                           | parameter  | 401      | unverified
a space behind                                        | parameter  | -        | unverified
a line break within                                   | parameter  | -        | unverified
Bearer in front                                       | parameter  | 400      | unverified
in JSON                                               | parameter  | 401      | unverified
the words null and undefined                          | invalid    | 401      | unverified
of a user who was deleted                             | no user    | 401      | revoked
of a user who was disabled                            | disabled   | 401      | revoked
of a user who has to reset the password               | reset      | 401      | -
of a client that was deleted                          | no client  | 401      | -
of a pool that was deleted                            | no pool    | -        | revoked
of a session that was revoked                         | revoked    | 401      | revoked
from before everything was signed out                 | revoked    | 401      | revoked
of a session that began after the snapshot            | revoked    | 401      | revoked
`

const WORDS: Readonly<Record<string, RegExp>> = {
  invalid: /^NotAuthorizedException: Invalid Access Token$/,
  signature: /^NotAuthorizedException: Could not verify signature for Access Token$/,
  expired:
    /^NotAuthorizedException: (Access Token has expired|Invalid login token\. Token expired: (\d+) >= (?!\2$)\d+)$/,
  revoked: /^NotAuthorizedException: (Access Token has been revoked|Invalid login token\. Token is revoked\.)$/,
  scopes: /^NotAuthorizedException: Access Token does not have required scopes$/,
  disabled: /^NotAuthorizedException: User is disabled\.$/,
  'no user': /^UserNotFoundException: User does not exist\.$/,
  'no client': /^ResourceNotFoundException: User pool client \w+ does not exist\.$/,
  'no pool': /^ResourceNotFoundException: User pool [\w-]+ does not exist\.$/,
  reset: /^PasswordResetRequiredException: Password reset required for the user$/,
  'must reset': /^NotAuthorizedException: Password reset required for the user$/,
  parameter: /^InvalidParameterException: 1 validation error detected: Value at 'accessToken' failed to satisfy/,
  unverified: /^NotAuthorizedException: Invalid login token\. Couldn't verify signed token\.$/,
  unsupported: /^NotAuthorizedException: Token is not from a supported provider of this identity pool\.$/,
  issuer: /^NotAuthorizedException: Invalid login token\. Issuer doesn't match providerName$/,
  '400': /^400 invalid_request$/,
  '401': /^401 invalid_token$/,
  '403': /^403 insufficient_scope$/,
}

/** What operations say that do not declare what the others say, by the matrix's word. */
const UNDECLARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AssociateSoftwareToken: { 'no user': 'revoked', reset: 'must reset' },
  CompleteWebAuthnRegistration: { 'no user': 'revoked', 'no client': 'revoked', 'no pool': 'revoked' },
  DeleteWebAuthnCredential: { 'no user': 'revoked' },
  GlobalSignOut: { 'no user': 'revoked' },
  ListWebAuthnCredentials: { 'no user': 'revoked', 'no client': 'revoked', 'no pool': 'revoked' },
  StartWebAuthnRegistration: { 'no user': 'revoked', 'no client': 'revoked', 'no pool': 'revoked' },
}

const mine = createEmulatorKeys()
const theirs = createEmulatorKeys()

/** What is refused at the doors for one kind of token; throws when a door lets one in or anything changes. */
async function refusals(world: TokenWorld, kind: 'access' | 'id', token: string): Promise<Record<string, string>> {
  const before = await world.state()
  const found: Record<string, string> = {}
  for (const { name, takes, knock } of world.doors) {
    if (takes !== kind) continue
    found[name] = await knock(token)
    expect(await world.state(), `state after ${name}`).toBe(before)
  }
  return found
}

async function inside(): Promise<TokenWorld> {
  const world = new TokenWorld(testEmulator({ seed: guardedShop, keys: mine }))
  await control(world.emulator, 'POST', 'clock', { frozen: true })
  return world.enter()
}

const rows = MATRIX.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rows)('%s', async (defect = '', operations = '', userInfo = '', identityPool = '') => {
  const make = JWT_DEFECTS[defect]
  for (const kind of ['access', 'id'] as const) {
    if ((kind === 'id' ? identityPool : operations) === '-') continue
    const from = await forge(await inside(), kind, mine, theirs)
    const found = await refusals(from.world, kind, (await make?.(from)) ?? '')
    expect(Object.keys(found).length).toBeGreaterThan(kind === 'id' ? 1 : 20)
    for (const [door, said] of Object.entries(found)) {
      const inOperations = UNDECLARED[door]?.[operations] ?? operations
      const wanted = kind === 'id' ? identityPool : door === 'userInfo' ? userInfo : inOperations
      if (wanted !== '-') expect(said, door).toMatch(WORDS[wanted] ?? /^a word that the matrix does not know$/)
    }
  }
})

test('every defect is a row, and every row a defect', () => {
  expect(rows.map(([defect]) => defect)).toEqual(Object.keys(JWT_DEFECTS))
})

test('control: a good token is taken at every door, as it is and signed anew; and the check of state would tell', async () => {
  const refused = new Set(['revoked', 'invalid', 'signature', 'expired', 'scopes', 'parameter', 'unverified', '401'])
  for (const kind of ['access', 'id'] as const) {
    for (const { name, takes } of (await inside()).doors) {
      if (takes !== kind) continue
      for (const isNew of [false, true]) {
        const from = await forge(await inside(), kind, mine, theirs)
        const said = await from.world.door(name).knock(isNew ? await from.sign(from.claims) : from.token)
        for (const word of refused) expect(said, name).not.toMatch(WORDS[word] ?? /^/)
      }
    }
    const from = await forge(await inside(), kind, mine, theirs)
    await expect(refusals(from.world, kind, from.token)).rejects.toThrow('state after')
  }
}, 300_000)
