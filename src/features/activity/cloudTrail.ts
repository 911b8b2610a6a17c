import type { ActivityEntry } from '../../vault/protocol/activity.ts'

/** How long before and after an entry its event is looked for, in milliseconds: clocks differ, and retries take a while. */
const aroundMs = 5 * 60_000

const safe = /^[\w.:-]+$/

/** Endpoints of managed login have events by other names. Revocation's is in no documentation: its events are all looked at. */
const eventNames: ReadonlyMap<string, string | undefined> = new Map([
  ['oauth2/token', 'Token_POST'],
  ['oauth2/revoke', undefined],
])

/** The Region of the pool that an entry is about; without one it is the deployment's own. */
export function regionOf(target: string | undefined): string | undefined {
  return /(?:^|, )pool ([a-z]{2}(?:-[a-z]+)+-\d)_\w+$/.exec(target ?? '')?.[1]
}

/**
 * The two ways to find an entry's event in CloudTrail: AWS CLI (Event history, 90 days) and Athena over a trail.
 * Sources: CloudTrail's LookupEvents (it looks up by one attribute; a request id is not one) and its event format;
 * Cognito's developer guide, "Example Amazon Cognito events" (Token_POST).
 */
export function cloudTrailQueries(
  { at, operation, requestId }: Pick<ActivityEntry, 'at' | 'operation' | 'requestId'>,
  region: string,
): { cli: string; athena: string } {
  const iso = (ms: number) => new Date(at.getTime() + ms).toISOString().replace(/\.\d+Z$/, 'Z')
  const [from, to] = [iso(-aroundMs), iso(aroundMs)]
  const id = requestId !== undefined && safe.test(requestId) ? requestId : undefined
  const name = eventNames.has(operation) ? eventNames.get(operation) : operation
  const attribute =
    name === undefined
      ? 'AttributeKey=EventSource,AttributeValue=cognito-idp.amazonaws.com'
      : `AttributeKey=EventName,AttributeValue=${name}`
  const query =
    id === undefined ? 'Events[].CloudTrailEvent' : `Events[?contains(CloudTrailEvent, '${id}')].CloudTrailEvent`
  const cli = [
    'aws cloudtrail lookup-events \\',
    `  --region ${region} \\`,
    `  --start-time ${from} --end-time ${to} \\`,
    `  --lookup-attributes ${attribute} \\`,
    `  --query "${query}" --output text`,
  ].join('\n')
  const athena = [
    'SELECT eventtime, eventname, errorcode, errormessage, sourceipaddress, useragent, requestparameters',
    'FROM cloudtrail_logs',
    "WHERE eventsource = 'cognito-idp.amazonaws.com'",
    ...(name === undefined ? [] : [`  AND eventname = '${name}'`]),
    ...(id === undefined ? [] : [`  AND requestid = '${id}'`]),
    `  AND eventtime BETWEEN '${from}' AND '${to}'`,
    'ORDER BY eventtime',
  ].join('\n')
  return { cli, athena }
}
