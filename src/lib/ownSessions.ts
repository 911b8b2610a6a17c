/** The scope that Cognito asks for wherever somebody acts on their own account. */
export const adminScope = 'aws.cognito.signin.user.admin'

/** How long after its beginning a session is looked for on the list, and how often, in milliseconds. */
const newForMs = 60_000
const lookAgainMs = 3_000

/** Cognito refuses the list of one's own sessions and devices to a session without the scope: then it is not asked. */
export function maySee({ scopes }: { scopes: readonly string[] }): boolean {
  return scopes.includes(adminScope)
}

/** Cognito lists a new session within a few seconds: when to look again for one that the list does not show. */
export function lookAgain(
  { signedInAt, skewMs }: { signedInAt: Date; skewMs: number },
  isMissing: boolean,
  nowMs: number,
): number | false {
  return isMissing && nowMs + skewMs - signedInAt.getTime() < newForMs ? lookAgainMs : false
}
