import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const closed = { GenerateSecret: true }
const off = { EnableTokenRevocation: false }
const WRONG = 'x'.repeat(32)
const unauthorized = (words: string) => `400 UnauthorizedException: ${words}`
const notOn = '400 UnsupportedOperationException: Token revocation is not enabled for this app client.'
const wrongType = '400 UnsupportedTokenTypeException: Only refresh tokens can be revoked.'

/** A refusal, and that the session that was not revoked still works. */
const refused = async (ground: Ground, settings: object, change: (token: string) => object) => {
  const session = await ground.session(await ground.app({ ...settings }))
  return [await session.revoke(change(session.access)), ...(await session.vitals())]
}

/** RevokeToken: what it refuses, and in which order it looks. */
export const revokeRefused: readonly Scenario[] = [
  {
    name: 'revoke/access-token',
    claim: 'an access token is UnsupportedTokenTypeException',
    marks: ['D', '?'],
    expected: [wrongType, ...lines.alive],
    observe: (ground) => refused(ground, {}, (Token) => ({ Token })),
  },
  {
    name: 'revoke/id-token',
    claim: 'an ID token is UnsupportedTokenTypeException',
    marks: ['D', '?'],
    expected: [wrongType],
    async observe(ground) {
      const session = await ground.session()
      return [await session.revoke({ Token: session.id })]
    },
  },
  {
    name: 'revoke/no-token-at-all',
    claim: 'what has neither three nor five parts is InvalidParameterException',
    marks: ['?'],
    expected: ['400 InvalidParameterException: Invalid refresh token'],
    async observe(ground) {
      return [await ground.says('RevokeToken', { Token: 'rubbish', ClientId: (await ground.app()).id })]
    },
  },
  {
    name: 'revoke/unknown-client',
    claim: 'an unknown client is UnauthorizedException',
    marks: ['?'],
    expected: [unauthorized('Invalid client id'), ...lines.alive],
    observe: (ground) => refused(ground, {}, () => ({ ClientId: 'nobody' })),
  },
  {
    name: 'revoke/secret-missing',
    claim: 'a client with a secret that does not send it is UnauthorizedException',
    marks: ['?'],
    expected: [unauthorized('The client secret is missing'), ...lines.alive],
    observe: (ground) => refused(ground, closed, () => ({ ClientSecret: undefined })),
  },
  {
    name: 'revoke/secret-wrong',
    claim: 'a wrong secret is UnauthorizedException',
    marks: ['?'],
    expected: [unauthorized('Invalid client secret'), ...lines.alive],
    observe: (ground) => refused(ground, closed, () => ({ ClientSecret: WRONG })),
  },
  {
    name: 'revoke/secret-unasked',
    claim: 'a secret from a client that has none is UnauthorizedException',
    marks: ['?'],
    expected: [unauthorized('Invalid client secret'), ...lines.alive],
    observe: (ground) => refused(ground, {}, () => ({ ClientSecret: WRONG })),
  },
  {
    name: 'revoke/foreign-client',
    claim: "another client's token is UnauthorizedException, and is not revoked",
    marks: ['E', 'D'],
    expected: [unauthorized('Refresh token was not issued to this client'), ...lines.alive],
    async observe(ground) {
      const { id } = await ground.app({ ClientName: 'another' })
      return refused(ground, {}, () => ({ ClientId: id }))
    },
  },
  {
    name: 'revoke/foreign-client-revoked-already',
    claim: "another client's token is refused even when it is revoked already",
    marks: ['?'],
    expected: ['200 {}', unauthorized('Refresh token was not issued to this client')],
    async observe(ground) {
      const session = await ground.session()
      const { id } = await ground.app({ ClientName: 'another' })
      return [await session.revoke(), await session.revoke({ ClientId: id })]
    },
  },
  {
    name: 'revoke/order-client-before-token',
    claim: 'the client is looked at before the kind of token',
    marks: ['?'],
    expected: [unauthorized('Invalid client id'), ...lines.alive],
    observe: (ground) => refused(ground, {}, (Token) => ({ Token, ClientId: 'nobody' })),
  },
  {
    name: 'revoke/order-secret-before-switch',
    claim: 'the secret is looked at before the switch',
    marks: ['?'],
    expected: [unauthorized('Invalid client secret'), ...lines.alive],
    observe: (ground) => refused(ground, { ...closed, ...off }, () => ({ ClientSecret: WRONG })),
  },
  {
    name: 'revoke/order-switch-before-token',
    claim: 'the switch is looked at before the kind of token',
    marks: ['?'],
    expected: [notOn, ...lines.alive],
    observe: (ground) => refused(ground, off, (Token) => ({ Token })),
  },
  {
    name: 'revoke/parameters-missing',
    claim: 'missing members are counted in one sentence',
    marks: ['B'],
    expected: [
      "400 InvalidParameterException: 2 validation errors detected: Value null at 'token' failed to satisfy constraint: " +
        "Member must not be null; Value null at 'clientId' failed to satisfy constraint: Member must not be null",
    ],
    async observe(ground) {
      return [await ground.says('RevokeToken', {})]
    },
  },
  {
    name: 'revoke/token-pattern',
    claim: 'a token with a character that none has is InvalidParameterException, and is not repeated',
    marks: ['B', '?'],
    expected: [
      "400 InvalidParameterException: 1 validation error detected: Value at 'token' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+',
    ],
    async observe(ground) {
      return [await ground.says('RevokeToken', { Token: 'no token', ClientId: (await ground.app()).id })]
    },
  },
]
