import { CognitoError } from '../domain/errors.ts'
import { seenFrom, type World } from '../domain/World.ts'
import { httpDate, type Stamp } from '../wire/answers.ts'
import type { Quotas } from '../wire/Quotas.ts'
import { type Asked, type Endpoint, OAuthRefusal, Throttled } from './Asked.ts'
import { authorize, error } from './authorize.ts'
import { forgotPassword, showForgotPassword } from './forgotPassword.ts'
import { login, showLogin } from './login.ts'
import { logout } from './logout.ts'
import { errorPage } from './page.ts'
import { revoke } from './revoke.ts'
import { showSignup, signup } from './signup.ts'
import { token } from './token.ts'
import { userInfo } from './userInfo.ts'

/** One path of a domain. */
interface Path {
  /** Its name in the log and in faults. */
  readonly name: string
  readonly GET?: Endpoint
  readonly POST?: Endpoint
  /** Readable from pages of any origin: exactly three are [D]. */
  readonly hasCors: boolean
}

const PATHS: Readonly<Record<string, Path>> = {
  '/error': { name: 'error', GET: error, hasCors: false },
  '/forgotPassword': { name: 'forgotPassword', GET: showForgotPassword, POST: forgotPassword, hasCors: false },
  '/login': { name: 'login', GET: showLogin, POST: login, hasCors: false },
  '/logout': { name: 'logout', GET: logout, hasCors: false },
  '/signup': { name: 'signup', GET: showSignup, POST: signup, hasCors: false },
  '/oauth2/authorize': { name: 'authorize', GET: authorize, hasCors: false },
  '/oauth2/revoke': { name: 'revoke', POST: revoke, hasCors: true },
  '/oauth2/token': { name: 'token', POST: token, hasCors: true },
  '/oauth2/userInfo': { name: 'userInfo', GET: userInfo, POST: userInfo, hasCors: true },
}

/** Where a domain is served: below `/_domain/{prefix}` on any name of this machine, or on `{prefix}.localhost`. */
export interface DomainPlace {
  readonly prefix: string
  readonly base: string
  readonly path: string
}

/** The domain that a URL is of, whether it exists or not; undefined for every other URL. */
export function domainPlace({ hostname, pathname }: URL): DomainPlace | undefined {
  const [, prefix, rest = ''] = /^\/_domain\/([^/]+)(\/.*)?$/.exec(pathname) ?? []
  if (prefix !== undefined) return { prefix, base: `/_domain/${prefix}`, path: rest || '/' }
  const [, host] = /^([a-z0-9-]+)\.localhost$/.exec(hostname) ?? []
  return host !== undefined && Object.hasOwn(PATHS, pathname) ? { prefix: host, base: '', path: pathname } : undefined
}

/** The name by which the log and faults know a request to a domain. */
export function endpointName({ path }: DomainPlace): string {
  return (Object.hasOwn(PATHS, path) ? PATHS[path]?.name : undefined) ?? 'unknown'
}

/** What became of a request to a domain, for the log. */
export interface DomainOutcome {
  readonly response: Response
  readonly clientId?: string
  readonly errorCode?: string
  /** A defect of the emulator. */
  readonly bug?: unknown
}

/** Answers a request to a domain; never throws. */
export async function answerDomain(
  world: World,
  quotas: Quotas,
  place: DomainPlace,
  request: Request,
  stamp: Stamp,
  address: string,
): Promise<DomainOutcome> {
  const noted: { clientId?: string } = {}
  const path = Object.hasOwn(PATHS, place.path) ? PATHS[place.path] : undefined
  const finish = (response: Response) => finished(response, stamp, path?.hasCors ?? false)
  const domain = world.domains.find(place.prefix)
  const pool = domain && world.pools.find(domain.poolId)
  if (!path || !domain || !pool) return { response: finish(new Response('', { status: 404 })) }
  if (request.method === 'OPTIONS' && path.hasCors) return { response: finish(preflight(request)) }
  const endpoint = request.method === 'GET' ? path.GET : request.method === 'POST' ? path.POST : undefined
  // [?] What AWS says to another method is not documented.
  if (!endpoint) return { response: finish(new Response('', { status: 405 })) }
  const sender = world.surroundings.sender(address, request.headers.get('user-agent'))
  const within = (isWithin: boolean) => {
    if (!isWithin) throw new Throttled()
  }
  const asked: Asked = {
    world: seenFrom(world, sender),
    pool,
    domain,
    base: place.base,
    url: new URL(request.url),
    request,
    isOf(client) {
      noted.clientId = client.id
      within(quotas.takes('perClient', client.id))
    },
    uses: (category) => within(quotas.takesCategory(category)),
  }
  try {
    within(quotas.takes('perAddress', sender.address))
    within(quotas.takes('perDomain', domain.name))
    const response = await endpoint(asked)
    await world.store.commit()
    return { response: finish(response), ...noted }
  } catch (refusal) {
    if (refusal instanceof OAuthRefusal)
      return { response: finish(refused(refusal)), errorCode: refusal.error, ...noted }
    if (refusal instanceof Throttled)
      return { response: finish(throttled(path)), errorCode: 'TooManyRequestsException', ...noted }
    if (refusal instanceof CognitoError)
      return { response: finish(errorPage(refusal.message)), errorCode: refusal.code }
    return { response: finish(Response.json({ error: 'server_error' }, { status: 500 })), bug: refusal, ...noted }
  }
}

function refused({ error: code, description, status, isInHeader }: OAuthRefusal): Response {
  const quoted = description === undefined ? '' : `, error_description="${description}"`
  return Response.json(
    { error: code, ...(description !== undefined && { error_description: description }) },
    // [D] userInfo says it in this header too, without the word Bearer in front; for invalid_client it is [?].
    { status, ...((isInHeader || status !== 400) && { headers: { 'www-authenticate': `error="${code}"${quoted}` } }) },
  )
}

/**
 * [B] Pages say this with status 429 (a vendor's help on signing in by Cognito). What the three JSON endpoints say is [?]:
 * the same status, with a code that OAuth does not have, so that nobody takes it for a refusal of what was sent.
 */
function throttled({ hasCors }: Path): Response {
  if (!hasCors) return errorPage('Rate exceeded', {}, 429)
  return Response.json({ error: 'too_many_requests', error_description: 'Rate exceeded' }, { status: 429 })
}

/** That the three endpoints answer preflights follows from their being usable from pages [D]; with what is [?]. */
function preflight(request: Request): Response {
  const wanted = request.headers.get('access-control-request-headers') ?? ''
  const headers = {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': /^[\w\-, ]{1,1024}$/.test(wanted) ? wanted : 'authorization, content-type',
  }
  return new Response('', { status: 200, headers })
}

/** The headers that every answer of a domain has [D] (facts, part 3); the origin only where pages may read it. */
function finished(response: Response, stamp: Stamp, hasCors: boolean): Response {
  const { headers } = response
  if (headers.get('content-type') === 'application/json') headers.set('content-type', 'application/json;charset=UTF-8')
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  headers.set('x-amz-cognito-request-id', stamp.requestId)
  headers.set('date', httpDate(stamp.nowMs))
  if (hasCors) headers.set('access-control-allow-origin', '*')
  return response
}

const HEADERS = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  expires: '0',
  pragma: 'no-cache',
  server: 'Server',
  'strict-transport-security': 'max-age=31536000 ; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
} as const
