import type { ListDevicesRequest, ListDevicesResponse } from '@aws-sdk/client-cognito-identity-provider'
import { deviceList } from '../domain/deviceList.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, required, searchToken, token } from './shapes.ts'

/** The caller's remembered devices. */
export const ListDevices: Operation<ListDevicesRequest, ListDevicesResponse> = {
  auth: 'none',
  members: { AccessToken: required(token), Limit: limit, PaginationToken: searchToken },
  async run(world, { AccessToken, ...page }) {
    const { user } = await world.accessTokens.live(AccessToken)
    return deviceList(world, user, page)
  },
}
