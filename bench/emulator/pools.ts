import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLIENT, PASSWORD, POOL } from './requests.ts'

/** Where a pool of a size is, in the form of each server. */
export interface PoolFiles {
  readonly users: number
  /** The emulator's seed. */
  readonly seed: string
  /** The folder that cognito-local is started in. */
  readonly cognitoLocal: string
}

const client = {
  ClientId: CLIENT,
  ClientName: 'bench',
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
}

/** Writes the same pool in the emulator's seed format and in the two files of cognito-local; none at all for no users. */
export function writePool(folder: string, users: number): PoolFiles {
  const files = {
    users,
    seed: join(folder, `seed-${users}.json`),
    cognitoLocal: join(folder, `cognito-local-${users}`),
  }
  const data = join(files.cognitoLocal, '.cognito', 'db')
  mkdirSync(data, { recursive: true })
  const names = Array.from({ length: users }, (_, index) => `user${index}`)
  writeFileSync(files.seed, JSON.stringify(users === 0 ? { version: 1 } : seed(names)))
  if (users > 0) writeCognitoLocal(data, names)
  return files
}

function seed(names: readonly string[]): object {
  const Users = names.map((Username) => ({
    Username,
    Password: PASSWORD,
    Attributes: { email: `${Username}@example.com` },
  }))
  return { version: 1, userPools: [{ Id: POOL, PoolName: 'bench', Clients: [client], Users }] }
}

function writeCognitoLocal(folder: string, names: readonly string[]): void {
  const now = new Date().toISOString()
  const dates = { CreationDate: now, LastModifiedDate: now }
  const Clients = { [CLIENT]: { ...client, ...dates, UserPoolId: POOL, RefreshTokenValidity: 30 } }
  writeFileSync(join(folder, 'clients.json'), JSON.stringify({ Clients }))
  const user = (Username: string) => ({
    Username,
    Password: PASSWORD,
    Attributes: [
      { Name: 'sub', Value: `sub-${Username}` },
      { Name: 'email', Value: `${Username}@example.com` },
    ],
    Enabled: true,
    UserStatus: 'CONFIRMED',
    UserCreateDate: now,
    UserLastModifiedDate: now,
    RefreshTokens: [],
  })
  const Users = Object.fromEntries(names.map((name) => [name, user(name)]))
  writeFileSync(
    join(folder, `${POOL}.json`),
    JSON.stringify({ Users, Options: { Id: POOL, Policies: {} }, Groups: {} }),
  )
}
