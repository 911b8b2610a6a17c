/** What is written, by its operation: the operations of which the call can be shown. */
export type ShownOperation =
  | 'UpdateUserPoolClient'
  | 'CreateUserPoolClient'
  | 'UpdateUserPool'
  | 'SetUserPoolSessionConfiguration'
  | 'SetUserPoolClientSessionConfiguration'

/** A change as the template languages say it. */
type Templates = { terraform: string; cloudFormation: string }

/** A change as other tools say it; without `templates` where they do not know the setting. */
export type TheCall = { cli: string; json: string; templates?: Templates }

/**
 * The same change as an AWS CLI command, as the raw request, and as the properties of the two template languages: those
 * that change, or the whole resource where one is made.
 * @param request the operation's body, as JSON text
 * @param changes paths of what changes
 */
export function theCall(operation: ShownOperation, request: string, changes: readonly { path: string }[]): TheCall {
  const body = JSON.parse(request) as Record<string, unknown>
  const names = [...new Set(changes.map(({ path }) => path.split('.', 1)[0] ?? path))]
  const poolId = String(body['UserPoolId'])
  const region = poolId.slice(0, poolId.indexOf('_'))
  // The shell gives what stands in single quotes as it is; a quote itself ends them, is escaped, and begins them again.
  const quoted = `'${request.replaceAll("'", String.raw`'\''`)}'`
  const templates = templatesOf(operation, body, names)
  return {
    cli: `aws cognito-idp ${wordsOf(operation, '-')} --region ${region} --cli-input-json ${quoted}`,
    json: JSON.stringify(body, null, 2),
    ...(templates === undefined ? {} : { templates }),
  }
}

function templatesOf(
  operation: ShownOperation,
  body: Record<string, unknown>,
  names: readonly string[],
): Templates | undefined {
  switch (operation) {
    case 'UpdateUserPoolClient':
    case 'UpdateUserPool':
      return {
        terraform: names.map((name) => terraformLine(name, body[name], '')).join('\n'),
        cloudFormation: names.map((name) => propertyLine(name, body[name], '')).join('\n'),
      }
    case 'CreateUserPoolClient': {
      const all = Object.keys(body)
      const [lines, properties] = [
        all.map((name) => terraformLine(name, body[name], '  ')),
        all.map((name) => propertyLine(name, body[name], '    ')),
      ]
      return {
        terraform: ['resource "aws_cognito_user_pool_client" "new" {', ...lines, '}'].join('\n'),
        cloudFormation: ['New:', '  Type: AWS::Cognito::UserPoolClient', '  Properties:', ...properties].join('\n'),
      }
    }
    case 'SetUserPoolSessionConfiguration':
    case 'SetUserPoolClientSessionConfiguration':
      return undefined
    default:
      return operation satisfies never
  }
}

function propertyLine(name: string, value: unknown, indent: string): string {
  return value === undefined ? `${indent}# without ${name}` : `${indent}${name}: ${JSON.stringify(value)}`
}

function terraformLine(name: string, value: unknown, indent: string): string {
  const key = argumentOf(name)
  if (value === undefined) return `${indent}# without ${key}`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${indent}${key} = ${JSON.stringify(value)}`
  }
  const inner = Object.entries(value).map(([member, of]) => terraformLine(member, of, `${indent}  `))
  return `${indent}${key} {\n${inner.join('\n')}\n${indent}}`
}

/** As the AWS provider spells it: `AllowedOAuthFlows` is allowed_oauth_flows, `CallbackURLs` callback_urls. */
function argumentOf(name: string): string {
  if (name === 'ClientName') return 'name'
  return wordsOf(name.replace('OAuth', 'Oauth').replace('URLs', 'Urls').replace('URI', 'Uri'), '_')
}

function wordsOf(name: string, between: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, between).toLowerCase()
}
