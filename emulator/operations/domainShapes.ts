import type { ResourceServerScopeType } from '@aws-sdk/client-cognito-identity-provider'
import type { Members, Shape } from '../wire/Operation.ts'
import { required, roleArn } from './shapes.ts'

export const domainName = {
  type: 'string',
  min: 1,
  max: 63,
  pattern: '[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?',
} as const satisfies Shape

export const customDomain = {
  type: 'structure',
  members: {
    CertificateArn: required(roleArn),
    SecurityPolicy: { type: 'string', values: ['TLS_V1', 'TLS_V1_2_2021', 'TLS_V1_3_2025'] },
  },
} as const satisfies Shape

export const routing = {
  type: 'structure',
  members: {
    Failover: {
      type: 'structure',
      members: {
        SecondaryRegion: required({ type: 'string', min: 5, max: 32 }),
        PrimaryRoute53HealthCheckId: required({ type: 'string', max: 64 }),
      },
    },
  },
} as const satisfies Shape

export const resourceServerIdentifier = {
  type: 'string',
  min: 1,
  max: 256,
  pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+',
} as const satisfies Shape

export const resourceServerName = {
  type: 'string',
  min: 1,
  max: 256,
  pattern: '[\\w\\s+=,.@-]+',
} as const satisfies Shape

const scope = {
  ScopeName: required({ type: 'string', min: 1, max: 256, pattern: '[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+' }),
  ScopeDescription: required({ type: 'string', min: 1, max: 256 }),
} as const satisfies Members<ResourceServerScopeType>

export const resourceServerScopes = {
  type: 'list',
  max: 100,
  member: { type: 'structure', members: scope },
} as const satisfies Shape
