import { describe, expect, test } from 'vitest'
import { isInstalled, isNewEnough } from './install.mjs'
import { npm } from './npm.mjs'

describe('what is installed', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/react': { version: '19.3.1', integrity: 'sha512-a' },
      'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true },
    },
  }

  test('is enough when every package stands there in its version', () => {
    expect(
      isInstalled(wanted, { packages: { 'node_modules/react': { version: '19.3.1', integrity: 'sha512-a' } } }),
    ).toBe(true)
  })

  test('is enough with a package too many', () => {
    const packages = { ...wanted.packages, 'node_modules/left': { version: '1.0.0', integrity: 'sha512-c' } }
    expect(isInstalled(wanted, { packages })).toBe(true)
  })

  test.each([
    ['nothing', undefined],
    ['an empty record', { packages: {} }],
    ['another version', { packages: { 'node_modules/react': { version: '19.3.0', integrity: 'sha512-a' } } }],
    [
      'the same version with other bytes',
      { packages: { 'node_modules/react': { version: '19.3.1', integrity: 'x' } } },
    ],
  ])('is not enough when it is %s', (_, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false)
  })
})

describe('Node', () => {
  test.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', '24.1.3'])('%s is new enough for >=20.19.0', (version) => {
    expect(isNewEnough(version, '>=20.19.0')).toBe(true)
  })
  test.each(['20.18.9', '18.20.4', '20.9.0', '9.99.99'])('%s is too old for >=20.19.0', (version) => {
    expect(isNewEnough(version, '>=20.19.0')).toBe(false)
  })
  test('the patch counts', () => {
    expect(isNewEnough('20.19.1', '>=20.19.2')).toBe(false)
  })
})

describe('npm', () => {
  test('is the one that runs the script', () => {
    const env = { npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' }
    expect(npm(env)).toEqual({ command: process.execPath, before: [env.npm_execpath], shell: false })
  })
  test('is the one on the PATH when another program runs the script', () => {
    expect(npm({ npm_execpath: '/usr/lib/yarn.js' }).command).toBe('npm')
    expect(npm({}).command).toBe('npm')
  })
})
