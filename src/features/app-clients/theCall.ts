import type { Difference } from '../../vault/protocol.ts'

/** A change as other tools say it. */
export type TheCall = { cli: string; json: string; terraform: string; cloudFormation: string }

/**
 * The same change as an AWS CLI command, as the raw request, and as the properties of the two template languages.
 * @param request the body of UpdateUserPoolClient, as JSON text
 */
export function theCall(poolId: string, request: string, changes: readonly Difference[]): TheCall {
  const body = JSON.parse(request) as Record<string, unknown>
  const names = [...new Set(changes.map(({ path }) => path.split('.', 1)[0] ?? path))]
  const region = poolId.slice(0, poolId.indexOf('_'))
  // The shell gives what stands in single quotes as it is; a quote itself ends them, is escaped, and begins them again.
  const quoted = `'${request.replaceAll("'", String.raw`'\''`)}'`
  return {
    cli: `aws cognito-idp update-user-pool-client --region ${region} --cli-input-json ${quoted}`,
    json: JSON.stringify(body, null, 2),
    terraform: names.map((name) => terraformLine(name, body[name], '')).join('\n'),
    cloudFormation: names.map((name) => `${name}: ${JSON.stringify(body[name])}`).join('\n'),
  }
}

function terraformLine(name: string, value: unknown, indent: string): string {
  const key = snakeCase(name)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${indent}${key} = ${JSON.stringify(value)}`
  }
  const inner = Object.entries(value).map(([member, of]) => terraformLine(member, of, `${indent}  `))
  return `${indent}${key} {\n${inner.join('\n')}\n${indent}}`
}

/** As the AWS provider spells it: `AllowedOAuthFlows` is allowed_oauth_flows, `CallbackURLs` callback_urls. */
function snakeCase(name: string): string {
  return name
    .replace('OAuth', 'Oauth')
    .replace('URLs', 'Urls')
    .replace('URI', 'Uri')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
}
