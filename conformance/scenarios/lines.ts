const accessRevoked = '400 NotAuthorizedException: Access Token has been revoked'
const refreshRevoked = '400 NotAuthorizedException: Refresh Token has been revoked'

/** Answers that many scenarios expect. */
export const lines = {
  accessRevoked,
  refreshRevoked,
  invalidRefresh: '400 NotAuthorizedException: Invalid Refresh Token.',
  foreignRefresh: '400 NotAuthorizedException: Refresh Token has different Client',
  wrongPassword: '400 NotAuthorizedException: Incorrect username or password.',
  /** A session's vitals while it lives, and when it has been ended. */
  alive: ['access: 200', 'refresh: 200'],
  ended: [`access: ${accessRevoked}`, `refresh: ${refreshRevoked}`],
} as const
