import type { ListDevicesRequest, ListDevicesResponse } from '@aws-sdk/client-cognito-identity-provider'
import { deviceType } from './Devices.ts'
import { pageOf } from './paging.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** One page of a user's devices. Nought as Limit means the default, which is 60 [?]. */
export function deviceList(
  { devices, clock }: World,
  user: User,
  { Limit, PaginationToken }: Pick<ListDevicesRequest, 'Limit' | 'PaginationToken'>,
): ListDevicesResponse {
  const { items, next } = pageOf({
    of: `ListDevices ${user.poolId} ${user.sub}`,
    token: PaginationToken,
    limit: Limit || 60,
    nowMs: clock.nowMs(),
    read: (after, count) => devices.page(user, after, count),
    key: (device) => device.key,
  })
  return { Devices: items.map(deviceType), PaginationToken: next }
}
