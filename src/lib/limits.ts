/*
 * How long a session may last here, whatever Cognito allows (quality.md, Limits). All in milliseconds of wall-clock time.
 */

/** Without any activity in any tab, a person's session is signed out. */
export const idleMs = 15 * 60_000

/** So long after the sign-in every session is signed out. */
export const sessionMs = 8 * 60 * 60_000

/** Without activity and without use, an operator's AWS credentials are forgotten. */
export const operatorIdleMs = 5 * 60_000

/** So long before the end the person is warned. */
export const warningMs = 60_000
