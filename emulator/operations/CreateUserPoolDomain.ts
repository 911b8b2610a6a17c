import type {
  CreateUserPoolDomainRequest,
  CreateUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { NotEmulated } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { customDomain, domainName, routing } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Gives a pool a prefix domain. Without ManagedLoginVersion it is the classic hosted UI [?]. */
export const CreateUserPoolDomain: Operation<CreateUserPoolDomainRequest, CreateUserPoolDomainResponse> = {
  auth: 'pool',
  members: {
    Domain: required(domainName),
    UserPoolId: required(userPoolId),
    ManagedLoginVersion: { type: 'integer' },
    CustomDomainConfig: customDomain,
    Routing: routing,
  },
  run({ pools, domains }, { Domain, UserPoolId, ManagedLoginVersion = 1, CustomDomainConfig, Routing }) {
    if (CustomDomainConfig) throw new NotEmulated('A custom domain')
    if (Routing) throw new NotEmulated("A domain's routing")
    return { ManagedLoginVersion: domains.create(pools.get(UserPoolId), Domain, ManagedLoginVersion).version }
  },
}
