import { expect, test } from 'vitest'
import { findAwsClient } from './aws-clients.mjs'

const machine = (there: string[], env: NodeJS.ProcessEnv = {}) => ({
  env,
  works: (command: string) => there.includes(command),
})

test("the system's own comes before the first on the PATH", () => {
  expect(findAwsClient('AWS CLI', machine(['aws', '/usr/bin/aws']))).toBe('/usr/bin/aws')
  expect(findAwsClient('boto3', machine(['python3', '/usr/bin/python3']))).toBe('/usr/bin/python3')
})

test("the first on the PATH is taken where the system's own is missing or has no boto3", () => {
  expect(findAwsClient('AWS CLI', machine(['aws']))).toBe('aws')
  expect(findAwsClient('boto3', machine(['python3']))).toBe('python3')
})

test('there may be none', () => {
  expect(findAwsClient('AWS CLI', machine([]))).toBeUndefined()
})

test('one that was asked for comes first, and is an error where it does not work', () => {
  const env = { CURFEW_AWS_CLI: '/opt/aws' }
  expect(findAwsClient('AWS CLI', machine(['/opt/aws', '/usr/bin/aws'], env))).toBe('/opt/aws')
  expect(() => findAwsClient('AWS CLI', machine(['/usr/bin/aws'], env))).toThrow('/opt/aws')
})
