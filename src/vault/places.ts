import type { Place } from '../cognito/clients.ts'
import type { DomainPlace } from '../cognito/domain.ts'
import type { CallSink } from '../lib/calls.ts'
import type { Config } from '../lib/config.ts'
import { Failed } from '../lib/failure.ts'

/** Where a deployment's own Cognito is; `calls` is told of every request, `fetcher` stands in for the global fetch in tests. */
export function placesOf(
  config: Config,
  calls: CallSink,
  fetcher: typeof fetch | undefined,
): { idp: Place; identity: Place } {
  const place = (endpoint: string | undefined): Place => ({
    region: config.region,
    calls,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(fetcher === undefined ? {} : { fetcher }),
  })
  return { idp: place(config.endpoints?.cognitoIdp), identity: place(config.endpoints?.cognitoIdentity) }
}

/**
 * Where Cognito is in a Region: an endpoint is one Region's only. Throws Failed for one that the deployment does not name.
 * @param own the deployment's own place
 */
export function placeIn(config: Config, own: Place, region: string | undefined): Place {
  if (region === undefined || region === config.region) return own
  const other = config.regions?.find((known) => known.region === region)
  if (other) {
    const { endpoint: _endpoint, ...elsewhere } = own
    return { ...elsewhere, region, ...(other.cognitoIdp === undefined ? {} : { endpoint: other.cognitoIdp }) }
  }
  throw new Failed({
    operation: 'ListUserPools',
    code: 'UnknownRegion',
    message: 'This deployment does not name that Region.',
    class: 'rejected',
    attempts: 0,
  })
}

/** Where managed login is, in deployments that have a domain. */
export function domainOf(
  { domain }: Config,
  calls: CallSink,
  fetcher: typeof fetch | undefined,
): DomainPlace | undefined {
  if (domain === undefined) return undefined
  return { domain: domain.replace(/\/$/, ''), calls, ...(fetcher === undefined ? {} : { fetcher }) }
}
