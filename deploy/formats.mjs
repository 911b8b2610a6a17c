// The header table in the words of three hosts. See the files' own first lines for where each goes.

/** @typedef {import('./headers.mjs').HeaderTable} HeaderTable */

/**
 * Netlify's `_headers`. Where several patterns match, Netlify takes the value of the last one for each header name.
 * @param {HeaderTable} table
 */
export function netlifyHeaders(table) {
  const rules = Object.entries(table).map(([pattern, headers]) => [pattern, ...lines(headers, '  ')].join('\n'))
  return `# Copy beside index.html. Made by npm run headers.\n${rules.join('\n')}\n`

  /**
   * @param {Record<string, string>} headers
   * @param {string} indent
   */
  function lines(headers, indent) {
    return Object.entries(headers).map(([name, value]) => `${indent}${name}: ${value}`)
  }
}

/** Netlify's `_redirects`: a missing asset is missing, every other path is a route of the page. */
export const netlifyRedirects = '/assets/*  /404.html  404\n/*  /index.html  200\n'

/**
 * The `location` blocks for an nginx `server` block. nginx inherits no add_header, so each block has them all; `always`
 * means errors too, which must not be kept for a year.
 * @param {HeaderTable} table
 */
export function nginxLocations(table) {
  const blocks = Object.entries(table).map(([pattern, headers]) => {
    const isPrefix = pattern.endsWith('*')
    const files = pattern === '/*' ? '$uri /index.html' : '$uri =404'
    return [
      `location ${isPrefix ? pattern.slice(0, -1) : `= ${pattern}`} {`,
      `  try_files ${files};`,
      ...Object.entries(headers).map(
        ([name, value]) => `  add_header ${name} "${value}"${name === 'Cache-Control' ? '' : ' always'};`,
      ),
      '}',
    ].join('\n')
  })
  return `# Include inside the server block that has the console as its root. Made by npm run headers.\n${blocks.join('\n')}\n`
}

/** @type {Record<string, string>} */
const behaviors = { '/*': 'page', '/assets/*': 'assets', '/config.json': 'config' }

/**
 * CloudFront's response headers policies, one for each cache behavior, for
 * `aws cloudfront create-response-headers-policy --response-headers-policy-config file://NAME`.
 * @param {HeaderTable} table
 * @returns {Record<string, object>} from file name to policy
 */
export function cloudFrontPolicies(table) {
  return Object.fromEntries(
    Object.entries(table).map(([pattern, headers]) => {
      const name = behaviors[pattern]
      if (name === undefined) throw new Error(`No CloudFront cache behavior is named for ${pattern}.`)
      return [`cloudfront-${name}.json`, cloudFrontPolicy(`curfew-${name}`, pattern, headers)]
    }),
  )
}

/**
 * CloudFront wants the security headers in fields of their own and refuses them among the custom ones.
 * @param {string} name
 * @param {string} pattern
 * @param {Record<string, string>} headers
 */
function cloudFrontPolicy(name, pattern, headers) {
  const {
    'Content-Security-Policy': ContentSecurityPolicy,
    'Strict-Transport-Security': transport = '',
    'Referrer-Policy': ReferrerPolicy,
    'X-Frame-Options': FrameOption,
    'X-Content-Type-Options': _nosniff,
    ...custom
  } = headers
  return {
    Name: name,
    Comment: `Curfew: the cache behavior for ${pattern}`,
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy },
      StrictTransportSecurity: {
        Override: true,
        AccessControlMaxAgeSec: Number(/max-age=(\d+)/.exec(transport)?.[1]),
        IncludeSubdomains: transport.includes('includeSubDomains'),
        Preload: false,
      },
      ReferrerPolicy: { Override: true, ReferrerPolicy },
      FrameOptions: { Override: true, FrameOption },
      ContentTypeOptions: { Override: true },
    },
    CustomHeadersConfig: {
      Quantity: Object.keys(custom).length,
      Items: Object.entries(custom).map(([Header, Value]) => ({ Header, Value, Override: true })),
    },
  }
}
