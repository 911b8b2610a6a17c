import type {
  DeleteUserPoolDomainRequest,
  DeleteUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { domainName } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Takes a pool's domain away: its endpoints answer no more, and tokens live on. The words of the refusal are ours. */
export const DeleteUserPoolDomain: Operation<DeleteUserPoolDomainRequest, DeleteUserPoolDomainResponse> = {
  auth: 'pool',
  members: { Domain: required(domainName), UserPoolId: required(userPoolId) },
  run({ pools, domains }, { Domain, UserPoolId }) {
    const found = domains.find(Domain)
    if (found?.poolId !== pools.get(UserPoolId).id) {
      throw new CognitoError('ResourceNotFoundException', `Domain ${Domain} does not exist in user pool ${UserPoolId}.`)
    }
    domains.delete(found)
    return {}
  },
}
