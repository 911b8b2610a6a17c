/** A call of an audit, as far as it says what would have been read. */
type Place = {
  readonly of: string
  readonly region: string
  readonly poolId?: string | undefined
  readonly clientId?: string | undefined
}

/** What an audit does not know because some of its calls failed. Without a page of a list, all of it may be missing. */
export class Gaps {
  readonly #keys: ReadonlySet<string>

  /** @param failed the calls that failed */
  constructor(failed: readonly { readonly target: Place }[]) {
    this.#keys = new Set(failed.map(({ target }) => keyOf(target)))
  }

  /** Whether a failed call would have read this, or led to it. */
  has(place: Place): boolean {
    return [place, ...leadersTo(place)].some((each) => this.#keys.has(keyOf(each)))
  }
}

function keyOf({ of, region, poolId = '', clientId = '' }: Place): string {
  return [of, region, poolId, clientId].join(' ')
}

/** The calls that the audit gets to this one by. */
function leadersTo({ of, region, poolId, clientId }: Place): Place[] {
  const pools = { of: 'pools', region }
  if (of === 'pools') return []
  if (clientId === undefined) return [pools]
  const list = { of: 'app clients', region, poolId }
  return of === 'SSO reuse' ? [pools, list, { of: 'app client', region, poolId, clientId }] : [pools, list]
}
