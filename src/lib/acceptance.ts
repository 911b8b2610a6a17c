import type { ServerPart } from './stillWorks.ts'

/**
 * What an accepted sign-out comes to. It counts with a request id of Cognito's, or with its end observed: without either,
 * whoever is on the way can have said so.
 * @param proof how its proof stands
 */
export function partOfAccepted(
  { requestId }: { requestId: string },
  { state: proof }: { state: string },
): Extract<ServerPart, 'planned' | 'accepted' | 'still answers' | 'not observed'> {
  if (proof === 'still answers') return 'still answers'
  if (requestId !== '' || proof === 'observed refused') return 'accepted'
  return proof === 'waiting' ? 'planned' : 'not observed'
}
