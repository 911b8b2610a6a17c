/** Whom it is for, how fast, and what the list of users is written in. */
export type StepFunctionsWish = { poolId: string; perSecond: number; list: 'CSV' | 'JSON' }

/** Child executions at a time. Each waits a second before its call, so that there are this many calls a second at most. */
const waitSeconds = 1

/**
 * A bulk sign-out as an AWS Step Functions state machine (Amazon States Language): a Distributed Map over a file in S3,
 * whose bucket and key are in the execution's input. A call that Cognito throttles is made again later [?: the names of the
 * errors are those of the SDK integration's other services]; a user who is gone counts as done, and more than one failure
 * in twenty ends the run as failed.
 */
export function stateMachine({ poolId, perSecond, list }: StepFunctionsWish): string {
  const definition = {
    Comment: 'Signs users out everywhere. Start it with {"bucket": "…", "key": "…"}: where the list of users is.',
    StartAt: 'SignOutEveryone',
    States: {
      SignOutEveryone: {
        Type: 'Map',
        Label: 'SignOutEveryone',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: list === 'CSV' ? { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' } : { InputType: 'JSON' },
          Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.key' },
        },
        MaxConcurrency: perSecond,
        ToleratedFailurePercentage: 5,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Pace',
          States: {
            Pace: { Type: 'Wait', Seconds: waitSeconds, Next: 'SignOut' },
            SignOut: {
              Type: 'Task',
              Resource: 'arn:aws:states:::aws-sdk:cognitoidentityprovider:adminUserGlobalSignOut',
              Parameters: { UserPoolId: poolId, 'Username.$': '$.username' },
              Retry: [
                {
                  ErrorEquals: [
                    'CognitoIdentityProvider.TooManyRequestsException',
                    'CognitoIdentityProvider.InternalErrorException',
                  ],
                  IntervalSeconds: 2,
                  BackoffRate: 2,
                  MaxAttempts: 8,
                  MaxDelaySeconds: 60,
                  JitterStrategy: 'FULL',
                },
              ],
              Catch: [{ ErrorEquals: ['CognitoIdentityProvider.UserNotFoundException'], Next: 'Gone' }],
              ResultPath: null,
              End: true,
            },
            Gone: { Type: 'Succeed' },
          },
        },
        ResultPath: null,
        End: true,
      },
    },
  }
  return `${JSON.stringify(definition, null, 2)}\n`
}

/**
 * The input file: a heading and a user name a line. No apostrophe guards a name here: the file is for Step Functions, which
 * would take it for a part of the name.
 */
export function inputFile(usernames: readonly string[]): string {
  const cell = (name: string) => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
  return ['username', ...usernames].map((name) => `${cell(name)}\n`).join('')
}

/**
 * The command that writes the list of a whole pool, in JSON and without the operator: nobody has to read it in a browser
 * first. The AWS CLI follows the pages by itself, and applies the query to all of them together.
 */
export function listCommand(poolId: string, operator: string): string {
  const name = JSON.stringify(operator).replaceAll('`', '\\`')
  const query = `Users[?Username!=\`${name}\`].{username: Username}`
  return [
    'aws cognito-idp list-users',
    `--user-pool-id ${poolId}`,
    `--region ${poolId.slice(0, poolId.indexOf('_'))}`,
    '--attributes-to-get sub',
    `--query ${quoted(query)}`,
    '--output json > sign-out-users.json',
  ].join(' \\\n  ')
}

/** What stands in single quotes the shell gives as it is; a quote itself ends them, is escaped, and begins them again. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
