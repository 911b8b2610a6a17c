/** Cognito allows five DescribeUserPoolClient a second and pool; more app clients than this are not asked for theirs. */
const atOnce = 5
const mostClients = 25
const paceMs = 250

type Lives = { accessToken: { seconds: number }; idToken: { seconds: number } }

/**
 * The longest that an access or ID token of a pool's app clients lives, in milliseconds; undefined where not all could be
 * read. Then a day is reckoned with, which no pool can exceed.
 */
export async function longestTokensMs(
  clientIds: readonly string[],
  read: (clientId: string) => Promise<Lives>,
  wait: (ms: number) => Promise<unknown>,
): Promise<number | undefined> {
  if (clientIds.length === 0 || clientIds.length > mostClients) return undefined
  try {
    let longest = 0
    for (const [at, id] of clientIds.entries()) {
      if (at >= atOnce) await wait(paceMs)
      const { accessToken, idToken } = await read(id)
      longest = Math.max(longest, accessToken.seconds * 1_000, idToken.seconds * 1_000)
    }
    return longest
  } catch {
    return undefined
  }
}
