import type { Emulator } from '../index.ts'
import { control, post, verdict } from '../testing.ts'

/** What InitiateAuth and RespondToAuthChallenge answer, for tests. */
export interface StepAnswer {
  readonly ChallengeName?: string
  readonly Session?: string
  readonly ChallengeParameters: Record<string, string>
  readonly AuthenticationResult?: { readonly AccessToken: string }
}

/**
 * The steps of a sign-in at the client `web` with the password `p`, as tests of second factors take them; `emulator`
 * gives the one of the test that runs.
 */
export function signInSteps(emulator: () => Emulator) {
  const request = (ChallengeName: string, Session: string | undefined, responses: object) => ({
    ClientId: 'web',
    ChallengeName,
    Session,
    ChallengeResponses: responses,
  })
  return {
    /** Gives the password. */
    begin: async (USERNAME: string) => {
      const AuthParameters = { USERNAME, PASSWORD: 'p' }
      const wanted = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'web', AuthParameters }
      return (await post(emulator(), 'InitiateAuth', wanted)).body as unknown as StepAnswer
    },
    /** Answers a challenge. */
    respond: async (name: string, session: string | undefined, responses: object) =>
      (await post(emulator(), 'RespondToAuthChallenge', request(name, session, responses)))
        .body as unknown as StepAnswer,
    /** The same, in one line. */
    refusal: (name: string, session: string | undefined, responses: object) =>
      verdict(emulator(), 'RespondToAuthChallenge', request(name, session, responses)),
    /** The emulator's time. */
    now: async () => (await control(emulator(), 'GET', 'clock')).body['nowMs'] as number,
  }
}
