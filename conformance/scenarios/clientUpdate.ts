import { member } from '../Answer.ts'
import type { Ground } from '../Ground.ts'
import type { Mark, Need, Scenario } from '../Scenario.ts'

/** What UpdateUserPoolClient is claimed to do to one setting that a request leaves out. */
interface Omission {
  readonly setting: string
  /** What the client is made with; the setting itself, and what has to stand beside it. */
  readonly made: Readonly<Record<string, unknown>>
  /** `kept`, `absent`, or the value that it goes to, as JSON. */
  readonly becomes: string
  readonly mark: Mark
  readonly needs?: readonly Need[]
}

const CALLBACKS = ['https://app.example.com/callback']
const oauth = {
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  AllowedOAuthFlowsUserPoolClient: true,
  CallbackURLs: CALLBACKS,
  SupportedIdentityProviders: ['COGNITO'],
}

const OMISSIONS: readonly Omission[] = [
  { setting: 'RefreshTokenValidity', made: { RefreshTokenValidity: 7 }, becomes: 'kept', mark: 'T' },
  { setting: 'AccessTokenValidity', made: { AccessTokenValidity: 2 }, becomes: 'absent', mark: '?' },
  { setting: 'IdTokenValidity', made: { IdTokenValidity: 2 }, becomes: 'absent', mark: '?' },
  {
    setting: 'TokenValidityUnits',
    made: { AccessTokenValidity: 30, TokenValidityUnits: { AccessToken: 'minutes' } },
    becomes: 'absent',
    mark: '?',
  },
  { setting: 'ReadAttributes', made: { ReadAttributes: ['email'] }, becomes: 'absent', mark: 'B' },
  { setting: 'WriteAttributes', made: { WriteAttributes: ['name'] }, becomes: 'absent', mark: 'B' },
  { setting: 'ExplicitAuthFlows', made: {}, becomes: 'absent', mark: 'T' },
  { setting: 'SupportedIdentityProviders', made: oauth, becomes: 'absent', mark: 'B' },
  { setting: 'CallbackURLs', made: oauth, becomes: 'absent', mark: 'B' },
  { setting: 'LogoutURLs', made: { ...oauth, LogoutURLs: CALLBACKS }, becomes: 'absent', mark: 'B' },
  { setting: 'DefaultRedirectURI', made: { ...oauth, DefaultRedirectURI: CALLBACKS[0] }, becomes: 'absent', mark: 'B' },
  { setting: 'AllowedOAuthFlows', made: oauth, becomes: 'absent', mark: 'B' },
  { setting: 'AllowedOAuthScopes', made: oauth, becomes: 'absent', mark: 'B' },
  { setting: 'AllowedOAuthFlowsUserPoolClient', made: oauth, becomes: 'false', mark: 'D' },
  {
    setting: 'AnalyticsConfiguration',
    made: { AnalyticsConfiguration: { ApplicationArn: 'arn:aws:mobiletargeting:us-east-1:000000000000:apps/app' } },
    becomes: 'absent',
    mark: 'D',
    needs: ['pinpoint'],
  },
  {
    setting: 'PreventUserExistenceErrors',
    made: { PreventUserExistenceErrors: 'ENABLED' },
    becomes: '"LEGACY"',
    mark: 'D',
  },
  { setting: 'EnableTokenRevocation', made: { EnableTokenRevocation: false }, becomes: 'kept', mark: 'T' },
  {
    setting: 'EnablePropagateAdditionalUserContextData',
    made: { GenerateSecret: true, EnablePropagateAdditionalUserContextData: true },
    becomes: 'false',
    mark: '?',
  },
  { setting: 'AuthSessionValidity', made: { AuthSessionValidity: 15 }, becomes: 'kept', mark: 'T' },
  {
    setting: 'RefreshTokenRotation',
    made: {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
    },
    becomes: 'kept',
    mark: 'T',
  },
  { setting: 'ClientName', made: {}, becomes: 'kept', mark: '?' },
]

const settingOf = async (ground: Ground, ClientId: string, name: string) =>
  JSON.stringify(member(await ground.step('DescribeUserPoolClient', { ClientId }), `UserPoolClient.${name}`))

function omission({ setting, made, becomes, mark, needs }: Omission): Scenario {
  const words = becomes === 'kept' ? 'keeps it' : `resets it to ${becomes === 'absent' ? 'nothing' : becomes}`
  return {
    name: `update-client/omits-${setting}`,
    claim: `UpdateUserPoolClient without ${setting} ${words}`,
    marks: [mark],
    ...(needs && { needs }),
    expected: [becomes],
    async observe(ground) {
      const { id: ClientId } = await ground.newApp(made)
      const before = await settingOf(ground, ClientId, setting)
      await ground.step('UpdateUserPoolClient', { ClientId })
      const after = await settingOf(ground, ClientId, setting)
      if (before === undefined) return ['It was not there before the update.']
      return [after === before ? 'kept' : (after ?? 'absent')]
    },
  }
}

/** UpdateUserPoolClient: each setting that can be left out, and what a whole round trip does. */
export const clientUpdate: readonly Scenario[] = [
  ...OMISSIONS.map(omission),
  {
    name: 'update-client/round-trip',
    claim: 'a client that is described and sent back whole, with one change, differs in that change alone',
    marks: ['D'],
    expected: ['changed: EnableTokenRevocation LastModifiedDate'],
    async observe(ground) {
      const { id: ClientId } = await ground.newApp({ ...oauth, RefreshTokenValidity: 7, AuthSessionValidity: 5 })
      const described = async () =>
        Object(member(await ground.step('DescribeUserPoolClient', { ClientId }), 'UserPoolClient'))
      const before = await described()
      const { ClientSecret: _, CreationDate: __, LastModifiedDate: ___, ClientType: ____, ...settings } = before
      await ground.step('UpdateUserPoolClient', { ...settings, EnableTokenRevocation: false })
      const after = await described()
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
      const different = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      return [`changed: ${different.join(' ')}`]
    },
  },
  {
    name: 'update-client/never-set',
    claim: 'Describe shows no validity of access and ID tokens and no list that was never set',
    marks: ['B'],
    expected: [
      'AccessTokenValidity undefined',
      'IdTokenValidity undefined',
      'TokenValidityUnits undefined',
      'CallbackURLs undefined',
      'EnableTokenRevocation true',
      'RefreshTokenValidity 30',
    ],
    async observe(ground) {
      const { id } = await ground.newApp()
      const shown: string[] = []
      for (const name of [
        'AccessTokenValidity',
        'IdTokenValidity',
        'TokenValidityUnits',
        'CallbackURLs',
        'EnableTokenRevocation',
        'RefreshTokenValidity',
      ]) {
        shown.push(`${name} ${await settingOf(ground, id, name)}`)
      }
      return shown
    },
  },
  {
    name: 'update-client/type',
    claim: 'an app client that nobody registered by itself is REGULAR, and in no list of the others',
    marks: ['D'],
    expected: ['REGULAR', 'not among DCR'],
    async observe(ground) {
      const { id: ClientId } = await ground.newApp()
      const described = await ground.step('DescribeUserPoolClient', { ClientId })
      const others = await ground.step('ListUserPoolClients', { MaxResults: 60, ClientType: 'DCR' })
      const isAmong = others.text.includes(ClientId)
      return [String(member(described, 'UserPoolClient.ClientType')), `${isAmong ? '' : 'not '}among DCR`]
    },
  },
  {
    name: 'update-client/rotation-switched-off',
    claim: 'rotation that is switched off shows a grace of nought',
    marks: ['T'],
    expected: ['{"Feature":"DISABLED","RetryGracePeriodSeconds":0}'],
    async observe(ground) {
      const rotating = { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 }
      const { id: ClientId } = await ground.newApp({ ExplicitAuthFlows: [], RefreshTokenRotation: rotating })
      await ground.step('UpdateUserPoolClient', { ClientId, RefreshTokenRotation: { Feature: 'DISABLED' } })
      const described = await ground.step('DescribeUserPoolClient', { ClientId })
      const now = Object(member(described, 'UserPoolClient.RefreshTokenRotation'))
      return [JSON.stringify(now, Object.keys(now).toSorted())]
    },
  },
]
