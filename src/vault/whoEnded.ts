import type { PersonApi } from '../cognito/person.ts'
import { failureOf } from '../lib/failure.ts'
import { endingIn } from './endings.ts'
import type { Live } from './facts.ts'
import type { EndReason } from './protocol.ts'

/** Without it GetUser says nothing of a token. */
const adminScope = 'aws.cognito.signin.user.admin'

/**
 * A refused refresh does not say who ended the session, and perhaps not that anybody did. The access token, while it lasts,
 * may: once.
 * @param told what the refusal says
 * @param nowMs Cognito's clock
 */
export async function whoEnded(
  told: EndReason,
  { claims, tokens }: Live,
  person: Pick<PersonApi, 'getUser'>,
  nowMs: number,
): Promise<EndReason> {
  const isPlain = told !== 'revoked' && told !== 'renewal refused'
  if (isPlain || claims.accessExpiresAtMs <= nowMs || !claims.scopes.includes(adminScope)) return told
  try {
    await person.getUser(tokens.access, 1)
    return told
  } catch (error) {
    const ending = endingIn(failureOf(error, 'GetUser'))
    return ending === undefined || ending === 'ask' ? told : ending
  }
}
