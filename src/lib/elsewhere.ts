import { type Failure, isUnanswered } from './failure.ts'

/** A session elsewhere that Cognito was asked to end, as far as it matters here. */
type Asked = { server: { step: string; failure?: Failure }; list: { state: string } }

/** Whether the answer was lost: it can have ended all the same, and only the list can tell. */
export function isLost({ server }: Asked): boolean {
  return server.failure !== undefined && isUnanswered(server.failure)
}

/** Whether Cognito said that it has ended, or no longer lists it after an answer that was lost. */
export function hasEnded(session: Asked): boolean {
  const { server, list } = session
  if (server.step === 'accepted' || server.step === 'already ended') return true
  return isLost(session) && list.state === 'no longer listed'
}
