import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { webCryptography } from './domain/Cryptography.ts'
import { toBase64Url } from './domain/encoding.ts'
import type { Keys } from './domain/keys.ts'
import { Random } from './domain/Random.ts'
import { openRefreshToken, type Sealer, sealRefreshToken, sealSession } from './domain/sealing.ts'
import { SHOP } from './oauth/testShop.ts'
import { advance, control, sdk, signIn, testEmulator } from './testing.ts'
import { guardedShop, TokenWorld } from './tokenDoors.ts'

const random = new Random((bytes) => crypto.getRandomValues(bytes))
const LEE = { UserPoolId: SHOP.pool, Username: 'lee' }

/** The keys of the world's emulator, and those of another. */
export interface BothKeys {
  readonly mine: Keys
  readonly theirs: Keys
}

const sealerOf = async (keys: Keys): Promise<Sealer> => ({ cryptography: webCryptography, key: await keys.sealing() })

type Defect = (world: TokenWorld, token: string, keys: BothKeys) => string | Promise<string>

/** Changes one of the five segments. */
const segment =
  (index: number, change: (part: string) => string): Defect =>
  (_, token) =>
    token
      .split('.')
      .map((part, at) => (at === index ? change(part) : part))
      .join('.')
/** Changes the bytes of one of the five segments. */
const bytes = (index: number, change: (bytes: Buffer) => Uint8Array): Defect =>
  segment(index, (part) => Buffer.from(change(Buffer.from(part, 'base64url'))).toString('base64url'))
const flip = (at: number) => (all: Buffer) => {
  const place = at < 0 ? all.length + at : at
  return all.map((byte, index) => (index === place ? byte ^ 1 : byte))
}
const header = (text: string): Defect => segment(0, () => toBase64Url(text))
/** The next letter of the alphabet at the end: a spelling with bits that mean nothing. */
const respelled = (part: string) => part.slice(0, -1) + String.fromCharCode(part.charCodeAt(part.length - 1) + 1)
/** What the token holds, changed and sealed as the emulator would. */
const resealed =
  (change: object): Defect =>
  async (_, token, { mine }) => {
    const sealer = await sealerOf(mine)
    return sealRefreshToken(sealer, random, { ...((await openRefreshToken(sealer, token)) as object), ...change })
  }
const after =
  (action: (aws: ReturnType<typeof sdk>, world: TokenWorld) => Promise<unknown>): Defect =>
  async (world, token) => {
    await action(sdk(world.emulator), world)
    return token
  }
const CONTENT = { eventId: 'nobody', clientId: 'spa', number: 1, untilMs: 9_999_999_999_999 }

/** The defects, by their names in the matrix: each makes of a good refresh token one with one thing wrong. */
export const REFRESH_DEFECTS: Readonly<Record<string, Defect>> = {
  'one letter of the header changed': segment(0, (part) => part.replace('eyJj', 'eyJk')),
  'the header written otherwise': header('{"cty":"JWT", "enc":"A256GCM","alg":"RSA-OAEP"}'),
  'a header that names no encryption': header('{"cty":"JWT","enc":"none","alg":"none"}'),
  'the wrapped key changed': bytes(1, flip(0)),
  'no wrapped key': segment(1, () => ''),
  'the nonce changed': bytes(2, flip(3)),
  'no nonce': segment(2, () => ''),
  'a longer nonce': bytes(2, (all) => Buffer.concat([all, Buffer.alloc(4)])),
  'the content changed in its first byte': bytes(3, flip(0)),
  'the content changed in its last byte': bytes(3, flip(-1)),
  'the content cut short': bytes(3, (all) => all.subarray(0, -1)),
  'no content': segment(3, () => ''),
  'the tag changed': bytes(4, flip(15)),
  'the tag cut to twelve bytes': bytes(4, (all) => all.subarray(0, 12)),
  'no tag': segment(4, () => ''),
  'content and tag divided elsewhere': (_, token) => {
    const [head, wrapped, nonce, content = '', tag = ''] = token.split('.')
    const all = Buffer.concat([Buffer.from(content, 'base64url'), Buffer.from(tag, 'base64url')])
    const [one, other] = [all.subarray(0, -12), all.subarray(-12)]
    return [head, wrapped, nonce, one.toString('base64url'), other.toString('base64url')].join('.')
  },
  'content and tag swapped': (_, token) => {
    const [head, wrapped, nonce, content, tag] = token.split('.')
    return [head, wrapped, nonce, tag, content].join('.')
  },
  'the head of one and the rest of another': async ({ emulator }, token) => {
    const other = (await new TokenWorld(emulator).enter()).tokens.refresh
    return [...other.split('.').slice(0, 2), ...token.split('.').slice(2)].join('.')
  },
  'another spelling of the same wrapped key': segment(1, respelled),
  'another spelling of the same content': segment(3, respelled),
  'another spelling of the same tag': segment(4, respelled),
  padding: segment(4, (part) => `${part}==`),
  'four segments': (_, token) => token.split('.').slice(0, 4).join('.'),
  'six segments': (_, token) => `${token}.${token.split('.')[4]}`,
  'an empty segment more': (_, token) => `${token}.`,
  'a space in front': (_, token) => ` ${token}`,
  'a line break behind': (_, token) => `${token}\n`,
  'base64 instead of base64url': (_, token) => `${token.replaceAll('-', '+').replaceAll('_', '/')}+/`,
  'in quotes': (_, token) => `"${token}"`,
  nothing: () => '',
  'one word': () => 'token',
  'five words': () => 'it.is.not.a.token',
  'the access token': ({ tokens }) => tokens.access,
  'the ID token': ({ tokens }) => tokens.id,
  'a Session string': async (_, __, { mine }) => sealSession(await sealerOf(mine), random, CONTENT),
  "a Session in a refresh token's clothes": async (_, token, { mine }) => {
    const session = Buffer.from(await sealSession(await sealerOf(mine), random, CONTENT), 'base64url')
    const [head, wrapped] = token.split('.')
    const parts = [session.subarray(0, 12), session.subarray(12, -16), session.subarray(-16)]
    return [head, wrapped, ...parts.map((part) => part.toString('base64url'))].join('.')
  },
  'an authorization code': ({ domain }) => domain.codeFor(),
  "another client's": async ({ emulator }) => (await new TokenWorld(emulator).enter('rotating')).tokens.refresh,
  "another pool's": async ({ emulator }) => (await signIn(emulator, 'foreign', 'lee', 'Any-password-1')).RefreshToken,
  "another emulator's with the same key ids": async (_, __, { mine, theirs }) => {
    const [ours, others] = await Promise.all([mine.signing(), theirs.signing()])
    const same = (one: 'id' | 'access') => ({ ...others[one], kid: ours[one].kid })
    const keys: Keys = { ...theirs, signing: async () => ({ id: same('id'), access: same('access') }) }
    const other = new TokenWorld(testEmulator({ seed: guardedShop, keys }))
    return (await other.enter()).tokens.refresh
  },
  'well sealed, and of no session': resealed({ eventId: 'nobody' }),
  'well sealed, and of another client': resealed({ clientId: 'lasting' }),
  'well sealed, and empty': resealed({
    eventId: undefined,
    clientId: undefined,
    number: undefined,
    untilMs: undefined,
  }),
  'well sealed, and without an end': resealed({ untilMs: undefined }),
  'well sealed, and with a number as text': resealed({ number: '1' }),
  'from before the emulator was reset': async (world, token) => {
    await control(world.emulator, 'POST', 'reset')
    await control(world.emulator, 'POST', 'clock', { frozen: true })
    await world.enter()
    return token
  },
  '* expired': after((_, { emulator }) => advance(emulator, 31 * 86_400_000)),
  '* revoked': after((_, world) => world.door('RevokeToken').knock(world.tokens.refresh)),
  '* of a user who was signed out': after((aws) => aws.send(new AdminUserGlobalSignOutCommand(LEE))),
  '* of a user who was disabled': after((aws) => aws.send(new AdminDisableUserCommand(LEE))),
  '* of a user who has to reset the password': after((aws) => aws.send(new AdminResetUserPasswordCommand(LEE))),
  '* of a user who was deleted': after((aws) => aws.send(new AdminDeleteUserCommand(LEE))),
  '* of a client that was deleted': after((aws) =>
    aws.send(new DeleteUserPoolClientCommand({ UserPoolId: SHOP.pool, ClientId: 'spa' })),
  ),
}
