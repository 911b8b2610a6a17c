import { createHash } from 'node:crypto'

/**
 * What the headers depend on: the deployment's config.json, as far as it names hosts.
 * @typedef {object} Deployment
 * @property {string} region
 * @property {{ region: string, cognitoIdp?: string | undefined }[] | undefined} [regions] the other Regions that an operator sees
 * @property {string | undefined} [identityPoolId]
 * @property {string | undefined} [domain] the address of managed login: an origin; an emulator's may have a path
 * @property {{ cognitoIdp?: string | undefined, cognitoIdentity?: string | undefined } | undefined} [endpoints]
 *
 * @typedef {Record<string, string>} Headers
 * @typedef {Record<string, Headers>} HeaderTable From path pattern to headers, general first. Each entry is complete:
 *   the last pattern that matches a path gives all of its headers.
 */

/**
 * The response headers of the built console for one deployment.
 *
 * The page and the worker have different policies. The page may ask its own origin only; the worker, where the tokens
 * live, may ask exactly the deployment's Cognito hosts and not even its own origin. No wildcard ever: one for
 * amazonaws.com would admit anybody's bucket.
 * @param {Deployment | undefined} config undefined when it is wrong: then the worker may ask nobody
 * @param {string} indexHtml the built page; the hashes of its one inline script and its one inline stylesheet go
 *   into the policy
 * @returns {HeaderTable}
 */
export function headersFor(config, indexHtml) {
  const page = policy({
    'script-src': `'self' ${inlineHashes('script', indexHtml).join(' ')}`.trim(),
    'style-src': `'self' ${inlineHashes('style', indexHtml).join(' ')}`.trim(),
    'img-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'trusted-types': 'app-worker',
  })
  const worker = policy({
    'script-src': "'self'",
    'connect-src': config === undefined ? "'none'" : cognitoOrigins(config).join(' '),
    'trusted-types': "'none'",
  })
  return {
    '/*': { 'Content-Security-Policy': page, 'Cache-Control': 'no-store', ...everywhere },
    '/assets/*': {
      'Content-Security-Policy': worker,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ...everywhere,
    },
    '/config.json': { 'Content-Security-Policy': policy({}), 'Cache-Control': 'no-store', ...everywhere },
  }
}

/**
 * The headers of one path: those of the last pattern that matches.
 * @param {HeaderTable} table
 * @param {string} path
 * @returns {Headers}
 */
export function headersAt(table, path) {
  const matches = (/** @type {string} */ pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
  return table[Object.keys(table).findLast(matches) ?? ''] ?? {}
}

const off = ['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation']
  .concat(['gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock'])
  .concat(['serial', 'usb', 'xr-spatial-tracking', 'clipboard-read', 'hid', 'idle-detection', 'local-fonts'])

const everywhere = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': [...off.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(', '),
}

/** @param {Record<string, string>} allowed */
function policy(allowed) {
  const directives = {
    'default-src': "'none'",
    ...allowed,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/**
 * @param {Deployment} config
 * @returns {string[]}
 */
function cognitoOrigins({ region, regions = [], identityPoolId, domain, endpoints }) {
  if (typeof region !== 'string') throw new Error('The config names no region, and so no plain origin.')
  const origins = [endpoints?.cognitoIdp ?? `https://cognito-idp.${region}.amazonaws.com`]
  for (const other of regions) origins.push(other.cognitoIdp ?? `https://cognito-idp.${other.region}.amazonaws.com`)
  if (identityPoolId !== undefined) {
    origins.push(endpoints?.cognitoIdentity ?? `https://cognito-identity.${region}.amazonaws.com`)
  }
  if (domain !== undefined) origins.push(/^(.*?)(?:\/_domain\/[a-z0-9-]+)?$/.exec(domain)?.[1] ?? '')
  return [...new Set(origins.map(exactOrigin))]
}

/**
 * A value of the config goes into a header: only a plain origin may.
 * @param {unknown} value
 */
function exactOrigin(value) {
  const origin = String(value).replace(/\/$/, '')
  const isExact = /^https?:\/\/[\w.[\]:-]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
  if (!isExact) throw new Error(`The config names a host that is no plain origin: ${JSON.stringify(value)}`)
  return origin
}

/**
 * @param {'script' | 'style'} element
 * @param {string} html
 * @returns {string[]}
 */
function inlineHashes(element, html) {
  const found = [...html.matchAll(inlineElements[element])]
  if (found.length > 1) throw new Error(`index.html has ${found.length} inline ${element}s; only one is meant to be.`)
  return found.map(({ groups }) => {
    const text = (groups?.['text'] ?? '').replaceAll(/\r\n?/g, '\n')
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  })
}

const inlineElements = {
  script: /<script(?![^>]*\ssrc=)[^>]*>(?<text>[^]*?)<\/script>/gi,
  style: /<style[^>]*>(?<text>[^]*?)<\/style>/gi,
}
