import { plural, t } from '@lingui/core/macro'

import { isLost } from '../../lib/elsewhere.ts'
import { stillListedText } from '../../lib/elsewhereWords.ts'
import type { Failure } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'
import type { EndedSession, ListProof } from '../../vault/protocol.ts'
import type { Mark } from './account.ts'

type State = { mark: Mark; text: string; why: string }

/** How one session of the receipt stands, in a word and a sentence. */
export function sessionState(session: EndedSession, abandoned: boolean): State {
  const { server, list } = session
  switch (server.step) {
    case 'waiting':
      return abandoned
        ? {
            mark: 'unknown',
            text: t`Not finished`,
            why: t`The page was closed before Cognito had answered. Look at the list.`,
          }
        : { mark: 'ending', text: t`Ending`, why: '' }
    case 'failed':
      return isLost(session) ? lostState(server.failure, list) : failedState(server.failure)
    case 'not tried':
      return { mark: 'failed', text: t`Not tried`, why: notTried[server.why] }
    case 'accepted':
    case 'already ended':
      break
    default:
      return server satisfies never
  }
  const after = (why: string) => (server.step === 'already ended' ? `${t`Cognito knew it no more.`} ${why}` : why)
  switch (list.state) {
    case 'no longer listed':
      return { mark: 'ended', text: t`Ended`, why: after(t`No longer listed.`) }
    case 'still listed': {
      const { looks } = list
      return {
        mark: 'unknown',
        text: t`Still listed`,
        why: after(
          plural(looks, {
            one: 'Accepted, but still listed after # look.',
            other: 'Accepted, but still listed after # looks.',
          }),
        ),
      }
    }
    case 'not known':
      return { mark: 'unknown', text: t`Not observed`, why: after(t`Accepted; the list could not be read.`) }
    case 'waiting':
      return abandoned
        ? { mark: 'unknown', text: t`Not observed`, why: after(t`Accepted; nobody stayed to see the list.`) }
        : { mark: 'ending', text: t`Ending`, why: after(t`Accepted; the list takes a few seconds.`) }
    default:
      return list satisfies never
  }
}

function failedState(failure: Failure): State {
  const { title, detail } = told(failure)
  return { mark: 'failed', text: t`Not ended`, why: `${title}. ${detail}` }
}

/** Of an answer that was lost only the list can tell what it was. */
function lostState(failure: Failure, list: ListProof): State {
  if (list.state === 'no longer listed')
    return { mark: 'ended', text: t`Ended`, why: t`Cognito’s answer was lost, and it no longer lists the session.` }
  if (list.state !== 'still listed') return { ...failedState(failure), mark: 'unknown', text: t`Not known` }
  return { mark: 'unknown', text: t`Still listed`, why: stillListedText(list.looks) }
}

const notTried = {
  stopped: t`You stopped before it. It was not asked to end.`,
  'no connection': t`The connection failed before it. It was not asked to end.`,
  'this session ended': t`This session had ended before it. It was not asked to end.`,
} as const

/** One session of a receipt as plain text; of one that failed with code and request, which say what to ask Cognito about. */
export function sessionLine(session: EndedSession, abandoned: boolean): string {
  const { text, why } = sessionState(session, abandoned)
  const { code, requestId } = failureOf(session)
  const parts = [
    text,
    code === undefined ? '' : t`code ${code}`,
    requestId === undefined ? '' : t`request ${requestId}`,
  ].filter(Boolean)
  const state = parts.join(', ')
  const { id, device = t`unknown device`, clientId = t`unknown app` } = session
  return t`Session ${id}, ${device}, ${clientId}: ${state}. ${why}`
}

function failureOf({ server }: EndedSession): Partial<Failure> {
  return server.step === 'failed' ? server.failure : {}
}
