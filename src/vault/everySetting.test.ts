import { isDeepStrictEqual } from 'node:util'

import type { ExplicitAuthFlowsType, UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { RawClient } from '../cognito/operator/appClients.ts'
import { operating, type Operating } from './testOperator.ts'
import { useVirtualTime } from './testWorld.ts'

useVirtualTime({ withoutPauses: true })

const subset = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const lifetimes = fc.record({
  AccessTokenValidity: fc.integer({ min: 5, max: 24 }),
  IdTokenValidity: fc.integer({ min: 5, max: 24 }),
  RefreshTokenValidity: fc.integer({ min: 60, max: 87_600 }),
  TokenValidityUnits: fc.record({
    AccessToken: fc.constantFrom('minutes' as const, 'hours' as const),
    IdToken: fc.constantFrom('minutes' as const, 'hours' as const),
    RefreshToken: fc.constantFrom('minutes' as const, 'hours' as const),
  }),
})
const oauth = fc
  .record({
    CallbackURLs: subset('https://one.example.com/', 'http://localhost:3000/in', 'app:/in'),
    AllowedOAuthFlows: subset('code' as const, 'implicit' as const),
    AllowedOAuthScopes: subset('openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'),
    AllowedOAuthFlowsUserPoolClient: fc.boolean(),
    hasDefault: fc.boolean(),
  })
  .map(({ hasDefault, ...settings }) => ({
    ...settings,
    ...(hasDefault ? { DefaultRedirectURI: settings.CallbackURLs[0] } : {}),
  }))
const rotation = fc.record({ Feature: fc.constant('ENABLED' as const), RetryGracePeriodSeconds: fc.nat({ max: 60 }) })

/** A configuration as Cognito would take it, each setting present or absent. */
const configuration: fc.Arbitrary<Partial<UserPoolClientType>> = fc
  .record({
    lifetimes: maybe(lifetimes),
    oauth: maybe(oauth),
    others: fc.record(
      {
        ClientName: fc.constantFrom('a', 'A name, with 4 commas', 'Name with + = @ . -'),
        ExplicitAuthFlows: subset<ExplicitAuthFlowsType>(
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_CUSTOM_AUTH',
          'ALLOW_USER_PASSWORD_AUTH',
        ),
        RefreshTokenRotation: rotation,
        ReadAttributes: subset('email', 'name', 'zoneinfo'),
        WriteAttributes: subset('email', 'name', 'zoneinfo'),
        SupportedIdentityProviders: fc.constant<string[]>(['COGNITO']),
        LogoutURLs: subset('https://one.example.com/out', 'app:/out'),
        AnalyticsConfiguration: fc.record({
          ApplicationId: fc.constantFrom('abc', 'def'),
          UserDataShared: fc.boolean(),
        }),
        PreventUserExistenceErrors: fc.constantFrom('LEGACY' as const, 'ENABLED' as const),
        EnableTokenRevocation: fc.boolean(),
        AuthSessionValidity: fc.integer({ min: 3, max: 15 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ lifetimes: spans, oauth: web, others }) => ({ ...spans, ...web, ...others }))

/** The raw settings in each answer of Describe, as they came over the wire, without what moves by itself. */
function describedOverTheWire(at: Operating): RawClient[] {
  const seen: RawClient[] = []
  at.world.heard = ({ operation }, { UserPoolClient }) => {
    if (operation !== 'DescribeUserPoolClient' || UserPoolClient === undefined) return
    const { LastModifiedDate: _, ...settings } = UserPoolClient
    seen.push(settings)
  }
  return seen
}

/** P-3: how many configurations. Nightly runs set more. */
const many = Number(process.env['CURFEW_CONFIGURATIONS'] ?? 10_000)

/**
 * So many configurations to a world: what it has seen is looked through for secrets at every step, and its activity, of
 * three lines each, is read for each change.
 */
const perWorld = 50
const batch = fc.array(fc.tuple(configuration, fc.boolean()), { minLength: perWorld, maxLength: perWorld })

describe('P-3: any configuration', () => {
  it(`${many} of them: after is before with one flag changed`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(batch, async (configurations) => {
        const clients = configurations.map(([settings, confidential], n) => ({
          ...(settings as object),
          ClientId: `random0client0number0${n}`,
          ClientName: settings.ClientName ?? 'made by a test',
          ...(confidential ? { ClientSecret: `a_secret_of_a_random_client_${n}` } : {}),
        }))
        const at = await operating({ clients })
        const seen = describedOverTheWire(at)
        for (const [n, [settings]] of configurations.entries()) {
          const enable = settings.EnableTokenRevocation === false
          seen.length = 0
          const { planId } = await at.ready(clients[n]?.ClientId ?? '', enable)
          const outcome = await at.commit(planId)
          await at.tab.run('settleChange', { planId })
          expect(outcome).toMatchObject({ outcome: 'verified', client: { revocation: enable } })
          const [before, after] = [seen[0], seen.at(-1)]
          const wanted = { ...before, EnableTokenRevocation: enable }
          // Matchers are dear: they are asked where something differs, and have the last word then.
          if (!isDeepStrictEqual(after, wanted)) expect(after).toEqual(wanted)
          if (!isDeepStrictEqual({ ...before, ...settings }, before)) expect(before).toMatchObject(settings)
        }
      }),
      { numRuns: many / perWorld, endOnFailure: true },
    )
  })

  it('control: an update that sends the flag alone resets what it leaves out', async () => {
    const at = await operating()
    const clientId = await at.create({ CallbackURLs: ['app:/in'], AccessTokenValidity: 5 }, false)
    const before = await at.settings(clientId)
    await at.sendOnly(clientId, { EnableTokenRevocation: false })
    const after = await at.settings(clientId)
    expect(after).not.toEqual({ ...before, EnableTokenRevocation: false })
    expect(after.CallbackURLs).toBeUndefined()
  })
})
