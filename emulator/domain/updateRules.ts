import type { ClientSettings } from './Clients.ts'
import { DEFAULT_SETTINGS } from './clientSettings.ts'

/** How sure we are: documented, traced, reported, emulator only, not established. */
type Mark = 'D' | 'T' | 'B' | 'E' | '?'

interface UpdateRule {
  /** What UpdateUserPoolClient does to the setting when the request leaves it out. */
  readonly omitted: 'reset' | 'keep'
  readonly mark: Mark
  /** Where we have it from. */
  readonly source: string
}

const DOC_RULE = 'API/UpdateUserPoolClient: what is omitted goes to its default'

/**
 * What becomes of each setting that an UpdateUserPoolClient request leaves out. The documentation says that all of
 * them go to their defaults; people who tried found that some are kept. Where nobody is known to have tried, the
 * documented rule stands, marked [?]. ClientName, which has no default, is kept [?].
 */
export const UPDATE_RULES: { readonly [Setting in keyof ClientSettings]-?: UpdateRule } = {
  RefreshTokenValidity: { omitted: 'keep', mark: 'T', source: 'cdk-real-drift#1613, #1689' },
  AccessTokenValidity: { omitted: 'reset', mark: '?', source: DOC_RULE },
  IdTokenValidity: { omitted: 'reset', mark: '?', source: DOC_RULE },
  TokenValidityUnits: { omitted: 'reset', mark: '?', source: DOC_RULE },
  ReadAttributes: { omitted: 'reset', mark: 'B', source: 'CloudFormationCognitoCustomResources#7' },
  WriteAttributes: { omitted: 'reset', mark: 'B', source: 'CloudFormationCognitoCustomResources#7' },
  ExplicitAuthFlows: { omitted: 'reset', mark: 'T', source: 'boto3#1607' },
  SupportedIdentityProviders: { omitted: 'reset', mark: 'B', source: 'cloudformation-coverage-roadmap#676' },
  CallbackURLs: { omitted: 'reset', mark: 'B', source: 'terraform-provider-aws#5478' },
  LogoutURLs: { omitted: 'reset', mark: 'B', source: 'terraform-provider-aws#5478' },
  DefaultRedirectURI: { omitted: 'reset', mark: 'B', source: 'terraform-provider-aws#5478' },
  AllowedOAuthFlows: { omitted: 'reset', mark: 'B', source: 'terraform-provider-aws#5478' },
  AllowedOAuthScopes: { omitted: 'reset', mark: 'B', source: 'terraform-provider-aws#5478' },
  AllowedOAuthFlowsUserPoolClient: { omitted: 'reset', mark: 'D', source: DOC_RULE },
  AnalyticsConfiguration: { omitted: 'reset', mark: 'D', source: DOC_RULE },
  PreventUserExistenceErrors: { omitted: 'reset', mark: 'D', source: DOC_RULE },
  EnableTokenRevocation: { omitted: 'keep', mark: 'T', source: 'cdk-real-drift#1689' },
  EnablePropagateAdditionalUserContextData: { omitted: 'reset', mark: '?', source: DOC_RULE },
  AuthSessionValidity: { omitted: 'keep', mark: 'T', source: 'cdk-real-drift#1689' },
  RefreshTokenRotation: { omitted: 'keep', mark: 'T', source: 'terraform-provider-aws#47196' },
}

/** The settings after an update: what it names as named, the rest as `UPDATE_RULES` says. */
export function updatedSettings(before: ClientSettings, request: ClientSettings): ClientSettings {
  const kept: Record<string, unknown> = {}
  const named: Record<string, unknown> = {}
  for (const [setting, { omitted }] of Object.entries(UPDATE_RULES)) {
    const wanted = request[setting as keyof ClientSettings]
    if (wanted !== undefined) named[setting] = wanted
    else if (omitted === 'keep') kept[setting] = before[setting as keyof ClientSettings]
  }
  return settled({ ...kept, ...named })
}

/** Settings with the defaults filled in, as a client keeps them. */
export function settled(settings: ClientSettings): ClientSettings {
  const rotation = settings.RefreshTokenRotation
  return {
    ...DEFAULT_SETTINGS,
    ...withoutAbsent(settings),
    // [D] Nought means the default of 30 days; with another unit it stays nought and means the same (see lifetimes).
    ...(settings.RefreshTokenValidity === 0 &&
      isInDays(settings) && { RefreshTokenValidity: DEFAULT_SETTINGS.RefreshTokenValidity }),
    // [T] terraform-provider-aws#45650: without a grace period Describe shows nought.
    ...(rotation && {
      RefreshTokenRotation: { RetryGracePeriodSeconds: 0, ...withoutAbsent(rotation), Feature: rotation.Feature },
    }),
  }
}

function withoutAbsent<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>
}

function isInDays(settings: ClientSettings): boolean {
  return (settings.TokenValidityUnits?.RefreshToken ?? 'days') === 'days'
}
