import type { ActivityEntry } from '../../vault/protocol/activity.ts'

/** How long before and after an entry its event is looked for, in milliseconds: clocks differ, and retries take a while. */
const aroundMs = 5 * 60_000

const safe = /^[\w.:-]+$/

/**
 * The two ways to find an entry's event in CloudTrail: AWS CLI (Event history, 90 days) and Athena over a trail.
 * Sources: CloudTrail's LookupEvents (it looks up by one attribute; a request id is not one) and its event format.
 */
export function cloudTrailQueries(
  { at, operation, requestId }: Pick<ActivityEntry, 'at' | 'operation' | 'requestId'>,
  region: string,
): { cli: string; athena: string } {
  const iso = (ms: number) => new Date(at.getTime() + ms).toISOString().replace(/\.\d+Z$/, 'Z')
  const [from, to] = [iso(-aroundMs), iso(aroundMs)]
  const id = requestId !== undefined && safe.test(requestId) ? requestId : undefined
  const query =
    id === undefined ? 'Events[].CloudTrailEvent' : `Events[?contains(CloudTrailEvent, '${id}')].CloudTrailEvent`
  const cli = [
    'aws cloudtrail lookup-events \\',
    `  --region ${region} \\`,
    `  --start-time ${from} --end-time ${to} \\`,
    `  --lookup-attributes AttributeKey=EventName,AttributeValue=${operation} \\`,
    `  --query "${query}" --output text`,
  ].join('\n')
  const athena = [
    'SELECT eventtime, eventname, errorcode, errormessage, sourceipaddress, useragent, requestparameters',
    'FROM cloudtrail_logs',
    "WHERE eventsource = 'cognito-idp.amazonaws.com'",
    `  AND eventname = '${operation}'`,
    ...(id === undefined ? [] : [`  AND requestid = '${id}'`]),
    `  AND eventtime BETWEEN '${from}' AND '${to}'`,
    'ORDER BY eventtime',
  ].join('\n')
  return { cli, athena }
}
