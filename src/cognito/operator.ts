import type { AwsCredentials, Place } from './clients.ts'
import { appClientOperations } from './operator/appClients.ts'
import { type CallerOptions, signedCaller } from './operator/caller.ts'
import { poolOperations } from './operator/pools.ts'
import { probeOperations } from './operator/probes.ts'
import { sessionSettingOperations } from './operator/sessionSettings.ts'
import { userOperations } from './operator/users.ts'
import { userSessionOperations } from './operator/userSessions.ts'

/** An operator's operations: every one is signed with the operator's AWS credentials. */
export type OperatorApi = ReturnType<typeof operatorApi>

/** The IAM operations that Curfew's operator pages use in one Region, signed with `credentials`. */
export function operatorApi(place: Place, credentials: AwsCredentials, options: CallerOptions = {}) {
  const caller = signedCaller(place, credentials, options)
  return {
    ...poolOperations(caller),
    ...appClientOperations(caller),
    ...userOperations(caller),
    ...userSessionOperations(caller),
    ...probeOperations(caller),
    ...sessionSettingOperations(caller),
  }
}
