import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createEmulatorKeys } from './index.ts'
import { control, testEmulator } from './testing.ts'
import { type Door, guardedShop, type TokenKind, TokenWorld } from './tokenDoors.ts'

/** F-2: how many mutated tokens. `npm run test:nightly` sets more. */
const MUTATIONS = Number(process.env['CURFEW_MUTATIONS'] ?? 5000)

/** What may be said to a token that was tampered with. */
const REFUSALS: readonly RegExp[] = [
  /^NotAuthorizedException: (Invalid Access Token|Could not verify signature for Access Token)$/,
  /^NotAuthorizedException: Invalid login token\. Couldn't verify signed token\.$/,
  /^NotAuthorizedException: Invalid Refresh Token\.$/,
  /^InvalidParameterException: (Invalid refresh token|Missing required parameter REFRESH_TOKEN)$/,
  /^InvalidParameterException: 1 validation error detected: Value at '(accessToken|refreshToken|token)' failed/,
  /^InvalidParameterException: 1 validation error detected: Value at 'logins' failed to satisfy constraint: Map value must/,
  /^UnsupportedTokenTypeException: Only refresh tokens can be revoked\.$/,
  /^(401 invalid_token|400 invalid_grant|400 invalid_request|400 unsupported_token_type|unsendable)$/,
]
/** RevokeToken and /oauth2/revoke say `ok` to what means nothing [D]: there it counts that nothing has changed. */
const MAY_SAY_OK = ['RevokeToken', '/oauth2/revoke']

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const STRANGE = ['.', '=', '+', '/', ' ', '\n', '\t', '\u0000', 'é', '\u200b', '"', '%', ',', '..', '😀']

let world: TokenWorld
/** A second session of the same person, to splice with. */
let other: TokenWorld

beforeAll(async () => {
  const emulator = testEmulator({ seed: guardedShop, keys: createEmulatorKeys() })
  await control(emulator, 'POST', 'clock', { frozen: true })
  other = await new TokenWorld(emulator).enter()
  world = await new TokenWorld(emulator).enter()
})

/** A way to change a token, written down so that a failure can be read. */
type Mutation =
  | { readonly how: 'flip a bit'; readonly segment: number; readonly at: number; readonly bit: number }
  | { readonly how: 'another letter'; readonly at: number; readonly letter: string }
  | { readonly how: 'put in' | 'put over'; readonly at: number; readonly text: string }
  | { readonly how: 'cut off' | 'take out'; readonly at: number; readonly length: number }
  | { readonly how: 'swap segments' | 'copy a segment'; readonly segment: number; readonly with: number }
  | { readonly how: 'drop a segment' | 'respell a segment' | 'splice'; readonly segment: number }

const at = fc.nat(2000)
const letter = fc.constantFrom(...LETTERS.split(''))
const segment = fc.nat(4)
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ how: fc.constant('flip a bit' as const), segment, at, bit: fc.nat(7) }),
  fc.record({ how: fc.constant('another letter' as const), at, letter }),
  fc.record({
    how: fc.constantFrom('put in' as const, 'put over' as const),
    at,
    text: fc.oneof(fc.constantFrom(...STRANGE), fc.string({ unit: letter, minLength: 1 })),
  }),
  fc.record({
    how: fc.constantFrom('cut off' as const, 'take out' as const),
    at,
    length: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ how: fc.constantFrom('swap segments' as const, 'copy a segment' as const), segment, with: segment }),
  fc.record({
    how: fc.constantFrom('drop a segment' as const, 'respell a segment' as const, 'splice' as const),
    segment,
  }),
)

function mutated(token: string, spare: string, change: Mutation): string {
  const parts = token.split('.')
  const put = (index: number, part: string) => parts.map((old, place) => (place === index ? part : old)).join('.')
  const position = 'at' in change ? change.at % token.length : 0
  const chosen = 'segment' in change ? change.segment % parts.length : 0
  const part = parts[chosen] ?? ''
  switch (change.how) {
    case 'flip a bit': {
      const bytes = Buffer.from(part, 'base64url')
      const place = change.at % bytes.length
      bytes[place] = (bytes[place] ?? 0) ^ (1 << change.bit)
      return put(chosen, bytes.toString('base64url'))
    }
    case 'another letter':
      return token.slice(0, position) + change.letter + token.slice(position + 1)
    case 'put in':
      return token.slice(0, position) + change.text + token.slice(position)
    case 'put over':
      return token.slice(0, position) + change.text + token.slice(position + change.text.length)
    case 'cut off':
      return token.slice(0, -change.length)
    case 'take out':
      return token.slice(0, position) + token.slice(position + change.length)
    case 'swap segments': {
      const second = change.with % parts.length
      return parts.map((old, place) => (place === chosen ? parts[second] : place === second ? part : old)).join('.')
    }
    case 'copy a segment':
      return put(change.with % parts.length, part)
    case 'drop a segment':
      return parts.filter((_, place) => place !== chosen).join('.')
    case 'respell a segment':
      return put(chosen, respelled(part))
    case 'splice':
      return put(chosen, spare.split('.')[chosen] ?? '')
  }
  return change satisfies never
}

/** The same bytes in other letters: where the last letter has bits that mean nothing they are set, else there is padding. */
function respelled(part: string): string {
  if (part.length % 4 === 0) return `${part}=`
  const last = LETTERS.indexOf(part.at(-1) ?? '')
  return part.slice(0, -1) + LETTERS[last ^ 1]
}

/** Throws unless the door refuses the token, in words that are known, and all data is as before. */
async function refuses(door: Door, token: string, before: string): Promise<void> {
  const said = await door.knock(token)
  expect(await world.state(), `the state after ${door.name}`).toBe(before)
  const isKnown = REFUSALS.some((words) => words.test(said)) || (said === 'ok' && MAY_SAY_OK.includes(door.name))
  expect(isKnown, `${door.name} said: ${said}`).toBe(true)
}

test(`${MUTATIONS} mutated tokens are refused, and change nothing`, async () => {
  const before = await world.state()
  const kind = fc.constantFrom<TokenKind>('access', 'id', 'refresh')
  const anyDoor = kind.chain((takes) => fc.constantFrom(...world.doors.filter((door) => door.takes === takes)))
  let tried = 0
  const kinds = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(anyDoor, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (door, changes) => {
      const good = world.tokens[door.takes]
      const token = changes.reduce(
        (text, change) => (text === '' ? text : mutated(text, other.tokens[door.takes], change)),
        good,
      )
      // A change can undo another, all segments spliced are the other good token, and headers are trimmed.
      fc.pre(token.trim() !== good && token.trim() !== other.tokens[door.takes])
      for (const { how } of changes) kinds.set(how, (kinds.get(how) ?? 0) + 1)
      tried += 1
      await refuses(door, token, before)
    }),
    // fast-check prints the seed, and the shortest list of changes.
    { numRuns: MUTATIONS, maxSkipsPerRun: 1000 },
  )
  expect(tried).toBeGreaterThanOrEqual(MUTATIONS)
  expect(kinds.size).toBe(11)
}, 3_600_000)

test('control: the good token fails the check at every door that could be wrong about it', async () => {
  for (const { name, takes } of world.doors) {
    const emulator = testEmulator({ seed: guardedShop })
    await control(emulator, 'POST', 'clock', { frozen: true })
    world = await new TokenWorld(emulator).enter()
    const good = world.tokens[takes]
    await expect(refuses(world.door(name), good, await world.state()), name).rejects.toThrow(/the state after|said: /)
  }
})
