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

/**
 * Which of a receipt's sessions Cognito has ended, and which it was not yet asked about. The rest is open; of the `lost`
 * ones among them it is not known.
 */
export function tallyOf<S extends Asked>({ sessions }: { sessions: readonly S[] }) {
  const ended = sessions.filter((session) => hasEnded(session))
  const waiting = sessions.filter(({ server }) => server.step === 'waiting')
  const open = sessions.filter((session) => !hasEnded(session) && session.server.step !== 'waiting')
  const lost = open.filter((session) => isLost(session))
  return { total: sessions.length, ended, waiting, open, lost }
}
