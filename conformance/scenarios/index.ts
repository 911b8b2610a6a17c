import type { Scenario } from '../Scenario.ts'
import { accounts } from './accounts.ts'
import { clientUpdate } from './clientUpdate.ts'
import { devices } from './devices.ts'
import { oauthEndpoints } from './oauthEndpoints.ts'
import { people } from './people.ts'
import { refresh } from './refresh.ts'
import { revokeRefused } from './revokeRefused.ts'
import { revokeToken } from './revokeToken.ts'
import { rotation } from './rotation.ts'
import { secondFactors } from './secondFactors.ts'
import { signIn } from './signIn.ts'
import { signOut } from './signOut.ts'
import { tracking } from './tracking.ts'
import { wire } from './wire.ts'

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...revokeToken,
  ...revokeRefused,
  ...signOut,
  ...people,
  ...refresh,
  ...rotation,
  ...oauthEndpoints,
  ...tracking,
  ...devices,
  ...clientUpdate,
  ...signIn,
  ...secondFactors,
  ...accounts,
  ...wire,
]
