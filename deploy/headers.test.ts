import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { headersAt, headersFor, type Deployment } from './headers.mjs'

const html = '<html><script>boot()</script><script type="module" src="/assets/a.js"></script></html>'
const aws = { region: 'eu-west-1' }

function directives(config: Deployment, path: string): Map<string, string> {
  const value = headersAt(headersFor(config, html), path)['Content-Security-Policy'] ?? ''
  return new Map(
    value.split('; ').map((directive) => {
      const space = directive.indexOf(' ')
      return [directive.slice(0, space), directive.slice(space + 1)]
    }),
  )
}

describe('the policy of the page', () => {
  const page = directives(aws, '/session')

  test('allows nothing by default, and no form, base or frame', () => {
    for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect(page.get(name)).toBe("'none'")
    }
  })
  test('allows our own files and nothing inline but the boot script', () => {
    const hash = createHash('sha256').update('boot()').digest('base64')
    expect(page.get('script-src')).toBe(`'self' 'sha256-${hash}'`)
    for (const name of ['style-src', 'img-src', 'font-src', 'worker-src', 'manifest-src', 'connect-src']) {
      expect(page.get(name)).toBe("'self'")
    }
  })
  test('demands trusted types with the one policy for the worker', () => {
    expect(page.get('require-trusted-types-for')).toBe("'script'")
    expect(page.get('trusted-types')).toBe('app-worker')
  })
  test('hashes what a browser sees of a file with Windows line ends', () => {
    const windows = '<script>\r\nboot()\r\n</script>'
    const unix = '<script>\nboot()\n</script>'
    expect(headersFor(aws, windows)).toEqual(headersFor(aws, unix))
  })
  test('admits the one inline stylesheet by its hash', () => {
    const hash = createHash('sha256').update('a{}').digest('base64')
    const value = headersAt(headersFor(aws, `<style>a{}</style>${html}`), '/')['Content-Security-Policy']
    expect(value).toContain(`style-src 'self' 'sha256-${hash}';`)
    expect(() => headersFor(aws, '<style>a{}</style><style>b{}</style>')).toThrow('2 inline styles')
  })
  test('is refused for a second inline script', () => {
    expect(() => headersFor(aws, `${html}<script>more()</script>`)).toThrow('2 inline scripts')
  })
})

describe('the policy of the worker', () => {
  const connect = (config: Deployment) => directives(config, '/assets/worker-abc.js').get('connect-src')

  test('names the user pool host of the Region, exactly', () => {
    expect(connect(aws)).toBe('https://cognito-idp.eu-west-1.amazonaws.com')
  })
  test('names the identity pool and managed login hosts when there are such', () => {
    const config = { ...aws, identityPoolId: 'eu-west-1:1', domain: 'https://login.example.com' }
    expect(connect(config)).toBe(
      'https://cognito-idp.eu-west-1.amazonaws.com https://cognito-identity.eu-west-1.amazonaws.com https://login.example.com',
    )
  })
  test('names the origin of an emulator’s managed login, which has a path', () => {
    const domain = 'http://127.0.0.1:9229/_domain/curfew-demo'
    expect(connect({ ...aws, domain })).toBe('https://cognito-idp.eu-west-1.amazonaws.com http://127.0.0.1:9229')
  })
  test('names the configured endpoints instead, once each', () => {
    const endpoints = { cognitoIdp: 'http://127.0.0.1:9229', cognitoIdentity: 'http://127.0.0.1:9229/' }
    expect(connect({ ...aws, identityPoolId: 'eu-west-1:1', endpoints })).toBe('http://127.0.0.1:9229')
  })
  test('allows no policy and its own scripts only', () => {
    const worker = directives(aws, '/assets/worker-abc.js')
    expect(worker.get('script-src')).toBe("'self'")
    expect(worker.get('trusted-types')).toBe("'none'")
    expect(worker.get('default-src')).toBe("'none'")
  })
})

test.each([
  ['a wildcard', { region: 'eu-west-1', domain: '*.amazonaws.com' }],
  ['a second directive', { region: 'eu-west-1', domain: "x.example; script-src 'unsafe-inline'" }],
  ['a new line', { region: 'eu-west-1\nSet-Cookie: a=b' }],
  ['a path', { region: 'eu-west-1', endpoints: { cognitoIdp: 'https://cognito.example/path' } }],
  ['another scheme', { region: 'eu-west-1', endpoints: { cognitoIdp: 'data:text/plain,x' } }],
  ['nothing', {}],
])('a config with %s in a host gets no headers', (_, config) => {
  expect(() => headersFor(config as Deployment, html)).toThrow('no plain origin')
})

describe('every path', () => {
  test.each(['/', '/session', '/assets/a.js', '/config.json', '/favicon.svg'])('%s is locked down', (path) => {
    const headers = headersAt(headersFor(aws, html), path)
    expect(headers['X-Content-Type-Options']).toBe('nosniff')
    expect(headers['X-Frame-Options']).toBe('DENY')
    expect(headers['Referrer-Policy']).toBe('no-referrer')
    expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin')
    expect(headers['Cross-Origin-Resource-Policy']).toBe('same-origin')
    expect(headers['Strict-Transport-Security']).toMatch(/^max-age=\d{8}/)
    expect(headers['Permissions-Policy']).toContain('camera=()')
    expect(headers['Content-Security-Policy']).toContain("default-src 'none'")
  })
  test('is kept only when its name changes with its bytes', () => {
    const cache = (path: string) => headersAt(headersFor(aws, html), path)['Cache-Control']
    expect(cache('/assets/a.js')).toContain('immutable')
    for (const path of ['/', '/index.html', '/session', '/config.json', '/assets.html']) {
      expect(cache(path)).toBe('no-store')
    }
  })
})
