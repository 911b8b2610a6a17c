import { lifetimeText } from '../../lib/time.ts'
import type { AppClient, Difference } from '../../vault/protocol.ts'

/** What the table shows of an app client, by Cognito's names and as text. */
const shown: Readonly<Record<string, (client: AppClient) => string>> = {
  ClientName: ({ name }) => name,
  EnableTokenRevocation: ({ revocation }) => String(revocation),
  AccessTokenValidity: ({ accessToken }) => lifetimeText(accessToken),
  IdTokenValidity: ({ idToken }) => lifetimeText(idToken),
  RefreshTokenValidity: ({ refreshToken }) => lifetimeText(refreshToken),
  'RefreshTokenRotation.Feature': ({ rotation }) => (rotation ? 'ENABLED' : 'DISABLED'),
  PreventUserExistenceErrors: ({ hidesUsers }) => (hidesUsers ? 'ENABLED' : 'LEGACY'),
  ExplicitAuthFlows: ({ authFlows }) => authFlows.join(', '),
  AllowedOAuthFlows: ({ oauthFlows }) => oauthFlows.join(', '),
  CallbackURLs: ({ callbackUrls }) => callbackUrls.join(', '),
}

/**
 * What differs between an app client as the operator saw it, which may be as an audit of days ago has it, and as it is now.
 * Where only the time of the last change does, something was changed that the table does not show.
 */
function shownDifferences(before: AppClient, now: AppClient): readonly Difference[] {
  const differences = Object.entries(shown).flatMap(([path, textOf]): Difference[] => {
    const [was, is] = [textOf(before), textOf(now)]
    return was === is ? [] : [{ path, before: was, after: is }]
  })
  const [was, is] = [before.lastModified, now.lastModified]
  if (differences.length > 0 || was?.getTime() === is?.getTime()) return differences
  return [{ path: 'LastModifiedDate', before: was?.toISOString(), after: is?.toISOString() }]
}

/**
 * What changed since the operator last saw an app client: what the vault has seen of it, and what the page shows.
 * @param known what differs from what the vault saw last; more exact, and only of this visit
 */
export function changedSince(
  before: AppClient,
  { client, changedSinceSeen: known }: { client: AppClient; changedSinceSeen: readonly Difference[] },
): readonly Difference[] {
  if (known.length > 0) {
    const named = new Set(known.map(({ path }) => memberOf(path)))
    return [
      ...known,
      ...shownDifferences(before, client).filter(({ path }) => !named.has(memberOf(path)) && path !== moved),
    ]
  }
  return shownDifferences(before, client)
}

const moved = 'LastModifiedDate'

function memberOf(path: string): string {
  return path.split('.', 1)[0] ?? path
}
