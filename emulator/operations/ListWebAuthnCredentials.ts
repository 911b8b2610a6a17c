import type {
  ListWebAuthnCredentialsRequest,
  ListWebAuthnCredentialsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { pageOf } from '../domain/paging.ts'
import { passkeyType } from '../domain/Passkeys.ts'
import { NOT_FOR_PASSKEYS } from '../domain/undeclared.ts'
import type { Operation } from '../wire/Operation.ts'
import { paginationKey, required, token } from './shapes.ts'

/** The caller's passkeys. Nought as MaxResults means all twenty that there can be [?]. */
export const ListWebAuthnCredentials: Operation<ListWebAuthnCredentialsRequest, ListWebAuthnCredentialsResponse> = {
  auth: 'none',
  members: {
    AccessToken: required(token),
    NextToken: paginationKey,
    MaxResults: { type: 'integer', min: 0, max: 20 },
  },
  async run({ accessTokens, passkeys, clock }, { AccessToken, NextToken, MaxResults }) {
    const { user } = await accessTokens.live(AccessToken, NOT_FOR_PASSKEYS)
    const { items, next } = pageOf({
      of: `ListWebAuthnCredentials ${user.sub}`,
      token: NextToken,
      limit: MaxResults || 20,
      nowMs: clock.nowMs(),
      read: (after, count) =>
        passkeys
          .of(user)
          .filter(({ id }) => after === undefined || id > after)
          .slice(0, count),
      key: ({ id }) => id,
    })
    return { Credentials: items.map(passkeyType), NextToken: next }
  },
}
