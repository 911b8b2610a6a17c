import { expect, test } from 'vitest'
import { createEmulatorKeys } from './index.ts'
import { REFRESH_DEFECTS } from './refreshDefects.ts'
import { control, testEmulator } from './testing.ts'
import { guardedShop, TokenWorld } from './tokenDoors.ts'

/**
 * F-2: refresh tokens with one thing wrong each, at every door that takes one: RevokeToken, the two operations that
 * refresh, and the endpoints. RevokeToken and /oauth2/revoke answer `ok` to what means nothing [D]; what counts is that
 * nothing has changed and that lee's session lives on, which every row asks. With `*` the token is the good one, and its
 * session has ended otherwise.
 */
const MATRIX = `
defect                                      | RevokeToken | refresh   | token   | revoke
one letter of the header changed            | ok          | invalid   | invalid | ok
the header written otherwise                | ok          | invalid   | invalid | ok
a header that names no encryption           | ok          | invalid   | invalid | ok
the wrapped key changed                     | ok          | invalid   | invalid | ok
no wrapped key                              | ok          | invalid   | invalid | ok
the nonce changed                           | ok          | invalid   | invalid | ok
no nonce                                    | ok          | invalid   | invalid | ok
a longer nonce                              | ok          | invalid   | invalid | ok
the content changed in its first byte       | ok          | invalid   | invalid | ok
the content changed in its last byte        | ok          | invalid   | invalid | ok
the content cut short                       | ok          | invalid   | invalid | ok
no content                                  | ok          | invalid   | invalid | ok
the tag changed                             | ok          | invalid   | invalid | ok
the tag cut to twelve bytes                 | ok          | invalid   | invalid | ok
no tag                                      | ok          | invalid   | invalid | ok
content and tag divided elsewhere           | ok          | invalid   | invalid | ok
content and tag swapped                     | ok          | invalid   | invalid | ok
the head of one and the rest of another     | ok          | invalid   | invalid | ok
another spelling of the same wrapped key    | ok          | invalid   | invalid | ok
another spelling of the same content        | ok          | invalid   | invalid | ok
another spelling of the same tag            | ok          | invalid   | invalid | ok
padding                                     | ok          | invalid   | invalid | ok
four segments                               | parameter   | invalid   | invalid | ok
six segments                                | parameter   | invalid   | invalid | ok
an empty segment more                       | parameter   | invalid   | invalid | ok
a space in front                            | constraint  | constraint/invalid | invalid | ok
a line break behind                         | constraint  | constraint/invalid | invalid | ok
base64 instead of base64url                 | constraint  | constraint/invalid | invalid | ok
in quotes                                   | constraint  | constraint/invalid | invalid | ok
nothing                                     | constraint  | constraint/missing | request | request
one word                                    | parameter   | invalid   | invalid | ok
five words                                  | ok          | invalid   | invalid | ok
the access token                            | type        | invalid   | invalid | type
the ID token                                | type        | invalid   | invalid | type
a Session string                            | parameter   | invalid   | invalid | ok
a Session in a refresh token's clothes      | ok          | invalid   | invalid | ok
an authorization code                       | parameter   | invalid   | invalid | ok
another client's                            | foreign     | different | invalid | request
another pool's                              | foreign     | invalid   | invalid | request
another emulator's with the same key ids    | ok          | invalid   | invalid | ok
well sealed, and of no session              | ok          | invalid   | invalid | ok
well sealed, and of another client          | foreign     | different | invalid | request
well sealed, and empty                      | ok          | invalid   | invalid | ok
well sealed, and without an end             | ok          | invalid   | invalid | ok
well sealed, and with a number as text      | ok          | invalid   | invalid | ok
from before the emulator was reset          | ok          | invalid   | invalid | ok
* expired                                   | ok          | expired   | invalid | ok
* revoked                                   | ok          | revoked   | invalid | ok
* of a user who was signed out              | ok          | revoked   | invalid | ok
* of a user who was disabled                | ok          | revoked   | invalid | ok
* of a user who has to reset the password   | ok          | must reset/reset | invalid | ok
* of a user who was deleted                 | ok          | invalid   | invalid | ok
* of a client that was deleted              | no client   | no client | client  | 401
`

const WORDS: Readonly<Record<string, RegExp>> = {
  ok: /^ok$/,
  invalid: /^(NotAuthorizedException: Invalid Refresh Token\.|400 invalid_grant)$/,
  different: /^NotAuthorizedException: Refresh Token has different Client$/,
  expired: /^NotAuthorizedException: Refresh Token has expired$/,
  revoked: /^NotAuthorizedException: Refresh Token has been revoked$/,
  reset: /^PasswordResetRequiredException: Password reset required for the user$/,
  'must reset': /^NotAuthorizedException: Password reset required for the user$/,
  parameter: /^InvalidParameterException: Invalid refresh token$/,
  constraint: /^InvalidParameterException: 1 validation error detected: Value at '(token|refreshToken)' failed to/,
  missing: /^InvalidParameterException: Missing required parameter REFRESH_TOKEN$/,
  type: /^(UnsupportedTokenTypeException: .+|400 unsupported_token_type)$/,
  foreign: /^UnauthorizedException: Refresh token was not issued to this client$/,
  'no client':
    /^(UnauthorizedException: Invalid client id|ResourceNotFoundException: User pool client spa does not .*)$/,
  client: /^400 invalid_client$/,
  '401': /^401 invalid_client$/,
  request: /^400 invalid_request$/,
}

const COLUMNS = ['RevokeToken', 'GetTokensFromRefreshToken', 'InitiateAuth', '/oauth2/token', '/oauth2/revoke']

const mine = createEmulatorKeys()
const theirs = createEmulatorKeys()

async function inside(): Promise<TokenWorld> {
  const world = new TokenWorld(testEmulator({ seed: guardedShop, keys: mine }))
  await control(world.emulator, 'POST', 'clock', { frozen: true })
  return world.enter()
}

/** What every door says to a token, in the order of `COLUMNS`; throws when anything changes, unless it may. */
async function answers(world: TokenWorld, token: string, mayEnd = false): Promise<string[]> {
  const before = await world.state()
  const said: string[] = []
  // The doors that end a session come last, as they may end this one.
  for (const name of [...COLUMNS.slice(1, 4), 'RevokeToken', '/oauth2/revoke']) {
    said.push(await world.door(name).knock(token))
    if (!mayEnd || !/revoke/i.test(name)) expect(await world.state(), `state after ${name}`).toBe(before)
  }
  const [refresh = '', initiate = '', token2 = '', revokeToken = '', revoke = ''] = said
  return [revokeToken, refresh, initiate, token2, revoke]
}

const rows = MATRIX.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rows)('%s', async (defect = '', revokeToken = '', refresh = '', endpoint = '', revoke = '') => {
  const world = await inside()
  const keys = { mine, theirs }
  const token = (await REFRESH_DEFECTS[defect]?.(world, world.tokens.refresh, keys)) ?? ''
  const [getTokens = '', initiate = getTokens] = refresh.split('/')
  const found = await answers(world, token, defect.startsWith('*'))
  for (const [index, word] of [revokeToken, getTokens, initiate, endpoint, revoke].entries()) {
    expect(found[index], COLUMNS[index]).toMatch(WORDS[word] ?? /^a word that the matrix does not know$/)
  }
  if (!defect.startsWith('*') && !defect.startsWith('from before')) {
    expect(await world.door('GetTokensFromRefreshToken').knock(world.tokens.refresh)).toBe('ok')
  }
})

test('every defect is a row, and every row a defect', () => {
  expect(rows.map(([defect]) => defect)).toEqual(Object.keys(REFRESH_DEFECTS))
})

test('every door is a column', () => {
  const doors = new TokenWorld(testEmulator({ seed: 'none' })).doors.filter(({ takes }) => takes === 'refresh')
  expect(doors.map(({ name }) => name)).toEqual(COLUMNS)
})

test('control: a good token is taken at every door, and the check of state tells', async () => {
  for (const name of COLUMNS) {
    const world = await inside()
    expect(await world.door(name).knock(world.tokens.refresh), name).toBe('ok')
  }
  const revoking = await inside()
  await revoking.door('RevokeToken').knock(revoking.tokens.refresh)
  expect(await revoking.door('GetTokensFromRefreshToken').knock(revoking.tokens.refresh)).toMatch('revoked')
  const world = await inside()
  await expect(answers(world, world.tokens.refresh)).rejects.toThrow('state after')
})
