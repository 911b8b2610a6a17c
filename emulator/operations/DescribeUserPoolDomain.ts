import type {
  DescribeUserPoolDomainRequest,
  DescribeUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { domainName } from './domainShapes.ts'
import { required } from './shapes.ts'

/** Whose a domain is; an empty description for one that nobody has [?]. IAM is asked about `*`, for no pool is named [?]. */
export const DescribeUserPoolDomain: Operation<DescribeUserPoolDomainRequest, DescribeUserPoolDomainResponse> = {
  auth: 'account',
  members: { Domain: required(domainName) },
  run({ accountId, domains }, { Domain }) {
    const found = domains.find(Domain)
    if (!found) return { DomainDescription: {} }
    return {
      DomainDescription: {
        UserPoolId: found.poolId,
        AWSAccountId: accountId,
        Domain: found.name,
        Status: 'ACTIVE',
        ManagedLoginVersion: found.version,
      },
    }
  },
}
