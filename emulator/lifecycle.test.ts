import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LIFECYCLE_ACTIONS } from './lifecycleActions.ts'
import { LifecycleWorld } from './lifecycleWorld.ts'

/**
 * What each ending ends, as a matrix (facts, part 5). lee signs in at managed login, at `client`: this session. In the
 * same browser, by its cookie, they begin another one there: the sibling. With a password and the API they begin one at
 * another client: elsewhere. mia, who has nothing to do with it, has a session too, and keeps it. Then the action
 * happens, and everything is asked whether it still works. At `api`, whose pool keeps track of devices, this session and
 * its sibling are of the API, each on a device of its own, and elsewhere is managed login.
 *
 * refresh, access - this session's tokens at Cognito; new tokens - which claims refreshing changes; identity - its ID
 * token at an identity pool with ServerSideTokenCheck; off-line - both of its JWTs at a library that knows only the keys;
 * sibling, elsewhere - their refresh and access tokens; cookie - at a client of the pool that nobody has used;
 * userInfo - with this session's access token; sure - how well the row is known: D, T and B as in the README, and ?
 * where the facts are silent or in doubt about some of it.
 */
const MATRIX = `
action                                        | client   | refresh    | new tokens            | access     | identity | off-line | sibling    | elsewhere  | cookie | userInfo | sure
nothing                                       | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
an hour passes                                | spa      | ok         | same                  | expired    | refused  | expired  | ok/expired | ok/expired | asked  | 401      | D
thirty days pass                              | spa      | expired    | -                     | expired    | refused  | expired  | expired    | expired    | asked  | 401      | D
RevokeToken                                   | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | let in | 401      | D
RevokeToken LINKED                            | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | asked  | 401      | D
RevokeToken, revocation off                   | lasting  | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
RevokeToken, switched on since                | lasting  | revoked    | -                     | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
/oauth2/revoke                                | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | let in | 401      | D
/oauth2/revoke, revocation off                | lasting  | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
revocation switched off                       | spa      | ok         | jti, origin_jti       | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
revocation switched on                        | lasting  | ok         | jti, origin_jti       | ok         | ok       | ok       | ok         | ok         | let in | 200      | ?
revocation switched off, RevokeToken          | spa      | ok         | jti, origin_jti       | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
RevokeToken, revocation switched off          | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | let in | 401      | D
GlobalSignOut                                 | spa      | revoked    | -                     | revoked    | refused  | ok       | revoked    | revoked    | let in | 401      | D
GlobalSignOut, revocation off                 | lasting  | revoked    | -                     | revoked    | refused  | ok       | revoked    | revoked    | let in | 401      | ?
AdminUserGlobalSignOut                        | spa      | revoked    | -                     | revoked    | refused  | ok       | revoked    | revoked    | let in | 401      | D
AdminDisableUser                              | spa      | revoked    | -                     | disabled   | refused  | ok       | over       | over       | asked  | 401      | D, ?
AdminDisableUser, AdminEnableUser             | spa      | revoked    | -                     | revoked    | refused  | ok       | revoked    | revoked    | let in | 401      | D, ?
ForgotPassword                                | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | ?
ForgotPassword, ConfirmForgotPassword         | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | B
ChangePassword                                | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | B
AdminSetUserPassword                          | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | B
AdminSetUserPassword, temporary               | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | ?
AdminResetUserPassword                        | spa      | must reset | -                     | must reset | ok       | ok       | must reset | must reset | let in | 401      | ?
AdminResetUserPassword, ConfirmForgotPassword | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | let in | 200      | ?
AdminAddUserToGroup                           | spa      | ok         | cognito:groups        | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
AdminRemoveUserFromGroup                      | spa      | ok         | cognito:groups        | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
DeleteGroup                                   | spa      | ok         | cognito:groups        | ok         | ok       | ok       | ok         | ok         | let in | 200      | ?
AdminUpdateUserAttributes                     | spa      | ok         | email, email_verified | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
UpdateUserAttributes                          | spa      | ok         | family_name           | ok         | ok       | ok       | ok         | ok         | let in | 200      | D
ForgetDevice                                  | api      | invalid    | -                     | ok         | ok       | ok       | ok         | ok         | let in | 403      | D, ?
AdminForgetDevice                             | api      | invalid    | -                     | ok         | ok       | ok       | ok         | ok         | let in | 403      | B, ?
AdminForgetDevice, then no devices            | api      | invalid    | -                     | ok         | ok       | ok       | ok         | ok         | let in | 403      | ?
devices are tracked from now on               | spa      | ok         | same                  | ok         | ok       | ok       | ok         | invalid/ok | let in | 200      | D, ?
DeleteUser                                    | spa      | invalid    | -                     | no user    | refused  | ok       | over       | over       | asked  | 401      | D
AdminDeleteUser                               | spa      | invalid    | -                     | no user    | refused  | ok       | over       | over       | asked  | 401      | D
DeleteUserPoolClient                          | spa      | no client  | -                     | no client  | ok       | ok       | no client  | ok         | let in | 401      | ?
rotation                                      | rotating | replaced   | -                     | ok         | ok       | ok       | ok         | ok         | let in | 200      | D, ?
/logout                                       | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | asked  | 200      | D
AdminRevokeUserSession                        | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | let in | 401      | D
AdminRevokeUserSession, no origin_jti         | lasting  | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | let in | 401      | ?
AdminRevokeUserSession LINKED                 | spa      | revoked    | -                     | revoked    | refused  | ok       | ok         | ok         | asked  | 401      | D
AdminRevokeUserSession of SSO                 | spa      | ok         | same                  | ok         | ok       | ok       | ok         | ok         | asked  | 200      | D
AdminRevokeUserSession of SSO LINKED          | spa      | revoked    | -                     | revoked    | refused  | ok       | revoked    | ok         | asked  | 401      | D
eviction at MaxPerUser                        | spa      | revoked    | -                     | revoked    | refused  | ok       | revoked    | revoked    | let in | 401      | D, ?
`

const [head = [], ...rows] = MATRIX.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
})
afterEach(() => {
  vi.useRealTimers()
})

test.each(rows)('%s at %s', async (action = '', client = '', ...cells) => {
  const world = new LifecycleWorld(client)
  const direct = () => world.direct('lee', 'Any-password-1')
  const isDirect = client === 'api'
  const mine = isDirect ? await direct() : await world.hosted(client)
  const begun = {
    elsewhere: isDirect ? await world.hosted('spa') : await direct(),
    mia: await world.direct('mia', 'Any-password-2'),
  }
  const isTracked = action.startsWith('AdminRevokeUserSession')
  // An administrator finds this session by its client: its sibling begins at another one then.
  const hosted = () => world.hosted(isTracked ? (client === 'spa' ? 'lasting' : 'spa') : client)
  const sibling = isDirect ? await direct() : await hosted()

  await LIFECYCLE_ACTIONS[action]?.(world, mine)

  const found = [
    await world.refresh(mine),
    await world.fresh(mine),
    await world.access(mine),
    await world.identity(mine),
    await world.offLine(mine),
    await world.both(sibling),
    await world.both(begun.elsewhere),
    await world.cookie(),
    await world.userInfo(mine),
  ]
  const named = (values: readonly string[]) =>
    Object.fromEntries(values.map((value, index) => [head[index + 2], value]))
  const sure = cells.at(-1) ?? ''
  expect(sure).toMatch(/^[DTB](, \?)?$|^\?$/)
  expect(named(found)).toEqual(named(cells.slice(0, -1)))
  // Time passes for everybody, and a pool is everybody's.
  const elsewhere = found[head.indexOf('elsewhere') - 2]
  expect(await world.both(begun.mia)).toBe(/ (pass|passes|from now on)$/.test(action) ? elsewhere : 'ok')
})

test('every action is a row, and every row an action', () => {
  expect(rows).toHaveLength(Object.keys(LIFECYCLE_ACTIONS).length)
  expect(new Set(rows.map(([action]) => action))).toEqual(new Set(Object.keys(LIFECYCLE_ACTIONS)))
})
