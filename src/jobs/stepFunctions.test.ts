import validate from 'asl-validator'
import { expect, test } from 'vitest'

import { inputFile, listCommand, stateMachine } from './stepFunctions.ts'

type Machine = { StartAt: string; States: Record<string, State> }
type State = { Type: string; Next?: string; End?: boolean; ItemProcessor?: Machine }

test('the state machine reads the file, calls Cognito for each user, and repeats what was throttled', () => {
  const machine = JSON.parse(stateMachine({ poolId: 'us-east-1_Demo00001', perSecond: 5, list: 'CSV' })) as Machine
  const map = machine.States['SignOutEveryone']
  expect(map).toMatchObject({
    Type: 'Map',
    MaxConcurrency: 5,
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    },
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
  })
  const inner = map?.ItemProcessor
  expect(inner?.StartAt).toBe('Pace')
  expect(inner?.States['Pace']).toMatchObject({ Type: 'Wait', Seconds: 1, Next: 'SignOut' })
  expect(inner?.States['SignOut']).toMatchObject({
    Resource: 'arn:aws:states:::aws-sdk:cognitoidentityprovider:adminUserGlobalSignOut',
    Parameters: { UserPoolId: 'us-east-1_Demo00001', 'Username.$': '$.username' },
    Retry: [{ ErrorEquals: expect.arrayContaining(['CognitoIdentityProvider.TooManyRequestsException']) as unknown }],
  })
})

test('it is a state machine by the rules of the Amazon States Language, and with a way to nowhere it is none', () => {
  const text = stateMachine({ poolId: 'us-east-1_Demo00001', perSecond: 5, list: 'CSV' })
  expect(validate(JSON.parse(text))).toMatchObject({ isValid: true })
  const lost = text.replace('"Next": "SignOut"', '"Next": "Nowhere"')
  expect(validate(JSON.parse(lost))).toMatchObject({ isValid: false })
})

test('the input file holds every name as Cognito knows it', () => {
  expect(inputFile(['ada', '+49170', 'a,b', 'a"b'])).toBe('username\nada\n+49170\n"a,b"\n"a""b"\n')
})

test('a whole pool’s list is JSON, which the machine reads; the command leaves the operator out, whatever they are called', () => {
  const machine = JSON.parse(stateMachine({ poolId: 'us-east-1_Demo00001', perSecond: 5, list: 'JSON' })) as Machine
  expect(validate(machine)).toMatchObject({ isValid: true })
  expect(machine.States['SignOutEveryone']).toMatchObject({ ItemReader: { ReaderConfig: { InputType: 'JSON' } } })
  const command = listCommand('us-east-1_Demo00001', "o'brien`")
  expect(command).toContain('--region us-east-1')
  expect(command).toContain("'Users[?Username!=`\"o'\\''brien\\`\"`].{username: Username}'")
})
