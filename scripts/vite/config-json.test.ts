import { expect, test } from 'vitest'
import { withEmulator } from './config-json.ts'

const emulator = 'http://127.0.0.1:40001'

test('every endpoint that the file names becomes the emulator', () => {
  const text = JSON.stringify({ region: 'us-east-1', endpoints: { cognitoIdp: 'http://127.0.0.1:9229', other: 'x' } })
  expect(JSON.parse(withEmulator(text, emulator))).toEqual({
    region: 'us-east-1',
    endpoints: { cognitoIdp: emulator, other: emulator },
  })
})

test('the domain stays the same one, on that emulator', () => {
  const file = { endpoints: {}, domain: 'http://127.0.0.1:9229/_domain/curfew-demo' }
  expect(JSON.parse(withEmulator(JSON.stringify(file), emulator))).toMatchObject({
    domain: `${emulator}/_domain/curfew-demo`,
  })
})

test.each([
  ['a file for AWS', '{"region": "us-east-1"}', emulator],
  ['a broken file', '{"region": ', emulator],
  ['a file that is no object', '[1]', emulator],
  ['any file when no emulator runs', '{"endpoints": {"cognitoIdp": "http://127.0.0.1:9229"}}', undefined],
])('%s stays as it is', (_, text, origin) => {
  expect(withEmulator(text, origin)).toBe(text)
})
