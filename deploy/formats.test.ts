import { expect, test } from 'vitest'
import { cloudFrontPolicies, netlifyHeaders, nginxLocations } from './formats.mjs'
import { headersFor } from './headers.mjs'

const table = headersFor({ region: 'eu-west-1' }, '<script>boot()</script>')
const patterns = Object.keys(table)

test('Netlify gets every header of every pattern, the general pattern first', () => {
  const text = netlifyHeaders(table)
  const rules = text.split('\n').filter((line) => line.startsWith('/'))
  expect(rules).toEqual(patterns)
  expect(rules[0]).toBe('/*')
  for (const headers of Object.values(table)) {
    for (const [name, value] of Object.entries(headers)) expect(text).toContain(`  ${name}: ${value}\n`)
  }
})

test('nginx gets a block for each pattern, with every header, and no error that is kept', () => {
  const text = nginxLocations(table)
  expect(text.match(/^location /gm)).toHaveLength(patterns.length)
  expect(text).toContain('location / {\n  try_files $uri /index.html;')
  expect(text).toContain('location /assets/ {\n  try_files $uri =404;')
  expect(text).toContain('location = /config.json {')
  for (const line of text.split('\n').filter((line) => line.includes('add_header'))) {
    expect(line).toMatch(/^ {2}add_header [\w-]+ "[^"$]+"( always)?;$/)
    expect(line.includes(' always')).toBe(!line.includes('Cache-Control'))
  }
  expect(text.match(/add_header Content-Security-Policy/g)).toHaveLength(patterns.length)
})

test('CloudFront gets a policy for each pattern, with security headers in their own fields', () => {
  const policies = cloudFrontPolicies(table)
  expect(Object.keys(policies)).toEqual(['cloudfront-page.json', 'cloudfront-assets.json', 'cloudfront-config.json'])
  expect(policies['cloudfront-page.json']).toMatchObject({
    Name: 'curfew-page',
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { ContentSecurityPolicy: table['/*']?.['Content-Security-Policy'] },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
    },
    CustomHeadersConfig: {
      Quantity: 4,
      Items: expect.arrayContaining([{ Header: 'Cache-Control', Value: 'no-store', Override: true }]),
    },
  })
})

test('a pattern that CloudFront has no cache behavior for is an error, not a gap', () => {
  expect(() => cloudFrontPolicies({ '/new/*': {} })).toThrow('/new/*')
})
