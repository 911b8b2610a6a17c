import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

const AWS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' }
const read = (args: string, env: NodeJS.ProcessEnv = AWS) => readOptions(args.split(' ').filter(Boolean), env)

test('without options it is an emulator of its own, which never sees real credentials', () => {
  expect(read('')).toEqual({
    endpoint: undefined,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    poolId: undefined,
    out: undefined,
    only: '',
    isList: false,
  })
  expect(read('', {})).toMatchObject({ region: 'us-east-1' })
  expect(read('--help')).toBe('help')
})

test('AWS takes its address from the Region, and credentials from the environment', () => {
  expect(read('--aws --create-pool', { ...AWS, AWS_SESSION_TOKEN: 'session' })).toMatchObject({
    endpoint: 'https://cognito-idp.eu-west-1.amazonaws.com',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' },
    poolId: undefined,
  })
  expect(read('--aws --region us-east-2 --pool us-east-2_AbCdEfGhI')).toMatchObject({
    endpoint: 'https://cognito-idp.us-east-2.amazonaws.com',
    poolId: 'us-east-2_AbCdEfGhI',
  })
})

test('an emulator on this machine needs no permission and gets no real credentials', () => {
  expect(read('--endpoint http://127.0.0.1:9229/')).toMatchObject({
    endpoint: 'http://127.0.0.1:9229',
    credentials: { accessKeyId: 'test' },
  })
})

test.each([
  ['--aws', /^--aws: .*--pool ID.*--create-pool\.$/],
  ['--endpoint https://cognito.example.com', /^--endpoint: .*--pool ID.*--create-pool\.$/],
  ['--endpoint http://127.0.0.1.example.com', /^--endpoint: .*--pool ID/],
  ['--aws --endpoint http://127.0.0.1:1', /^--aws and --endpoint: only one/],
  ['--aws --create-pool --pool eu-west-1_A', /^--pool and --create-pool: only one/],
  ['--aws --pool us-east-1_A', /^--pool: us-east-1_A is not in eu-west-1\.$/],
  ['--aws --pool mine', /^--pool: expected an id like eu-west-1_AbCdEfGhI, found "mine"\.$/],
  ['--pool eu-west-1_A', /^--pool: there is none yet/],
  ['--region here', /^--region: expected one like us-east-1, found "here"\.$/],
  ['--endpoint nowhere', /^--endpoint: expected an address like .*, found "nowhere"\.$/],
  ['--endpoint ftp://127.0.0.1', /^--endpoint: expected an address/],
  ['--endpoint http://127.0.0.1/path', /^--endpoint: expected an address/],
  [`--out ${tmpdir()}`, /^--out: .* cannot be written: it is a folder\.$/],
  ['--out /nowhere/at/all.json', /^--out: \/nowhere\/at\/all\.json cannot be written: ENOENT/],
  ['--pol x', /Unknown option '--pol'/],
  ['--region', /--region/],
  ['something', /Unexpected argument 'something'/],
])('%s is a mistake', (args, sentence) => {
  expect(() => read(args)).toThrow(sentence)
})

test.each([
  [{ AWS_SECRET_ACCESS_KEY: 's' }, /^AWS_ACCESS_KEY_ID is not set/],
  [{ AWS_ACCESS_KEY_ID: 'a' }, /^AWS_SECRET_ACCESS_KEY is not set/],
])('credentials are missed by name: %j', (env, sentence) => {
  expect(() => read('--aws --create-pool --region eu-west-1', env)).toThrow(sentence)
})

test('AWS has to be told the Region', () => {
  expect(() => read('--aws --create-pool', {})).toThrow(/^--aws: say in which --region/)
})
