/* oxlint-disable no-restricted-imports -- the world of the vault's tests holds an emulator; no part of the console imports this file */
import {
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'

import type { Seed } from '../../emulator/index.ts'
import { demoSeed } from '../../emulator/seed.ts'
import { sdk } from '../../emulator/testing.ts'
import type { ChangePlan } from './protocol/clientChanges.ts'
import type { Tab } from './testTab.ts'
import { demo, World } from './testWorld.ts'

/** Everything that an app client can have, none of it as Cognito would set it by itself. */
export const fullSettings = {
  ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
  EnableTokenRevocation: false,
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 17 },
  RefreshTokenValidity: 90,
  AccessTokenValidity: 20,
  IdTokenValidity: 2,
  TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'hours', RefreshToken: 'hours' },
  ReadAttributes: ['email', 'name'],
  WriteAttributes: ['name'],
  SupportedIdentityProviders: ['COGNITO'],
  CallbackURLs: ['https://full.example.com/callback', 'full:/callback'],
  LogoutURLs: ['https://full.example.com/'],
  DefaultRedirectURI: 'full:/callback',
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
  AllowedOAuthFlowsUserPoolClient: true,
  AnalyticsConfiguration: { ApplicationId: 'abc', RoleArn: 'arn:aws:iam::000000000000:role/A', ExternalId: 'x' },
  PreventUserExistenceErrors: 'ENABLED',
  EnablePropagateAdditionalUserContextData: true,
  AuthSessionValidity: 9,
} as const

/** A confidential app client with all of the above. */
export const full = { id: 'full0client000000000000001', name: 'Full', secret: 'the_secret_of_the_full_client_canary' }

/** App clients as the seed format has them. */
type SeedClients = NonNullable<NonNullable<Seed['userPools']>[number]['Clients']>

const seedWith = (clients: SeedClients): Seed => ({
  ...demoSeed,
  userPools: (demoSeed.userPools ?? []).map((pool) =>
    pool.Id === demo.pool
      ? {
          ...pool,
          Clients: [
            ...(pool.Clients ?? []),
            { ...(fullSettings as object), ClientId: full.id, ClientName: full.name, ClientSecret: full.secret },
            ...clients,
          ],
        }
      : pool,
  ),
})

/** An operator at work, and the emulator's own view of the app clients. */
export class Operating {
  readonly world: World
  readonly tab: Tab
  readonly #root

  constructor(world: World, tab: Tab) {
    this.world = world
    this.tab = tab
    this.#root = sdk(world.emulator)
  }

  /** What Cognito holds of a client, with the time of its last change left out. */
  async settings(ClientId: string): Promise<Omit<UserPoolClientType, 'LastModifiedDate'>> {
    const described = await this.#root.send(new DescribeUserPoolClientCommand({ UserPoolId: demo.pool, ClientId }))
    const { LastModifiedDate: _, ...settings } = described.UserPoolClient ?? {}
    return settings
  }

  /** Somebody else changes a client. What is left out of the change stays as it was. */
  async change(ClientId: string, change: Partial<UserPoolClientType>): Promise<void> {
    const { ClientSecret: _secret, CreationDate: _date, ...settings } = await this.settings(ClientId)
    await this.sendOnly(ClientId, { ...settings, ...change })
  }

  /** Somebody else changes a client without any care for the rest of it. */
  async sendOnly(ClientId: string, change: Partial<UserPoolClientType>): Promise<void> {
    await this.#root.send(new UpdateUserPoolClientCommand({ ...change, UserPoolId: demo.pool, ClientId }))
  }

  /** A new app client. Gives its id. */
  async create(settings: Partial<UserPoolClientType>, confidential: boolean): Promise<string> {
    const input = { UserPoolId: demo.pool, ClientName: 'made by a test', ...settings, GenerateSecret: confidential }
    const created = await this.#root.send(new CreateUserPoolClientCommand(input))
    return created.UserPoolClient?.ClientId ?? ''
  }

  async plan(clientId: string, enable: boolean, tab = this.tab): Promise<ChangePlan> {
    return tab.run('planChange', { poolId: demo.pool, clientId, change: { set: 'revocation', on: enable } })
  }

  /** A plan that is ready to be written. */
  async ready(clientId: string, enable: boolean, tab = this.tab) {
    const plan = await this.plan(clientId, enable, tab)
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    return plan
  }

  async commit(planId: string, tab = this.tab) {
    return tab.run('commitChange', { planId })
  }

  /** Plans and writes. */
  async toggle(clientId: string, enable: boolean) {
    const { planId } = await this.ready(clientId, enable)
    return this.commit(planId)
  }
}

/** The operator of the demo, signed in, in a pool that has the full client as well. */
export async function operating({
  memoryOnly = false,
  clients = [],
}: {
  memoryOnly?: boolean
  /** App clients that the pool has beside its own, as the seed format has them. */
  clients?: SeedClients
} = {}): Promise<Operating> {
  const world = new World({ seed: seedWith(clients) })
  // An operator's tests are about no sign-in, and SRP costs milliseconds.
  world.passwordsOnly = true
  const tab = await world.openTab()
  await tab.signIn(demo.rhea, memoryOnly)
  return new Operating(world, tab)
}
