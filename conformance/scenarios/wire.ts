import { said } from '../Answer.ts'
import type { Scenario } from '../Scenario.ts'

const EXPOSED = ['x-amzn-requestid', 'x-amzn-errortype', 'x-amzn-errormessage', 'date']
const exposed = (headers: Headers) => {
  const names = (headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/ *, */)
  return `exposed ${EXPOSED.filter((name) => names.includes(name)).length} of ${EXPOSED.length}`
}
const uuid = (text: string | null) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text ?? '') ? 'a uuid' : text)

/** What answers look like, whatever is asked. */
export const wire: readonly Scenario[] = [
  {
    name: 'wire/error',
    claim: 'an error names its type and its message in headers too, the type with a colon',
    marks: ['T'],
    expected: [
      '400 NotAuthorizedException: Invalid Access Token',
      'content-type application/x-amz-json-1.1',
      'x-amzn-errortype NotAuthorizedException:',
      'x-amzn-errormessage Invalid Access Token',
      'x-amzn-requestid a uuid',
      'members __type message',
    ],
    async observe(ground) {
      const answer = await ground.caller.call('GetUser', { AccessToken: 'rubbish' })
      const { headers, json } = answer
      return [
        said(answer),
        ...['content-type', 'x-amzn-errortype', 'x-amzn-errormessage'].map((name) => `${name} ${headers.get(name)}`),
        `x-amzn-requestid ${uuid(headers.get('x-amzn-requestid'))}`,
        `members ${Object.keys(json).toSorted().join(' ')}`,
      ]
    },
  },
  {
    name: 'wire/success',
    claim: 'a success has the same content type and a request id',
    marks: ['T'],
    expected: ['200', 'content-type application/x-amz-json-1.1', 'x-amzn-requestid a uuid'],
    async observe(ground) {
      const { access: AccessToken } = await ground.session()
      const answer = await ground.caller.call('GetUser', { AccessToken })
      const id = uuid(answer.headers.get('x-amzn-requestid'))
      return [said(answer), `content-type ${answer.headers.get('content-type')}`, `x-amzn-requestid ${id}`]
    },
  },
  {
    name: 'wire/cors',
    claim: 'a page of any origin may read answers and errors, the headers that tell the error included',
    marks: ['T'],
    expected: ['origin *', 'exposed 4 of 4'],
    async observe(ground) {
      const origin = { origin: 'https://app.example.com' }
      const { headers } = await ground.caller.call('GetUser', { AccessToken: 'rubbish' }, origin)
      return [`origin ${headers.get('access-control-allow-origin')}`, exposed(headers)]
    },
  },
  {
    name: 'wire/preflight',
    claim: 'a preflight allows a POST with the headers of a signed call, for 172,800 seconds',
    marks: ['T', '?'],
    expected: ['200', 'origin *', 'POST yes', 'missing: none', 'age 172800'],
    async observe(ground) {
      const wanted = [
        'authorization',
        'cache-control',
        'content-type',
        'x-amz-date',
        'x-amz-security-token',
        'x-amz-target',
        'x-amz-user-agent',
      ]
      const { status, headers } = await ground.caller.send(`${ground.caller.place.endpoint}/`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example.com',
          'access-control-request-method': 'POST',
          'access-control-request-headers': wanted.join(','),
        },
      })
      const allowed = (headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/ *, */)
      const missing = allowed.includes('*') ? [] : wanted.filter((name) => !allowed.includes(name))
      const allowsPost = headers.get('access-control-allow-methods')?.includes('POST') === true
      return [
        `${status}`,
        `origin ${headers.get('access-control-allow-origin')}`,
        `POST ${allowsPost ? 'yes' : 'no'}`,
        `missing: ${missing.join(' ') || 'none'}`,
        `age ${headers.get('access-control-max-age')}`,
      ]
    },
  },
  {
    name: 'wire/unsigned',
    claim: "an administrator's operation without a signature is MissingAuthenticationTokenException, 403",
    marks: ['B', '?'],
    expected: ['403 MissingAuthenticationTokenException: Missing Authentication Token'],
    async observe(ground) {
      return [await ground.says('DescribeUserPool', { UserPoolId: ground.poolId })]
    },
  },
  {
    name: 'wire/bad-signature',
    claim: 'a signature with another secret is InvalidSignatureException, 403',
    marks: ['B', '?'],
    expected: [
      '403 InvalidSignatureException: The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    async observe(ground) {
      const { credentials } = ground.caller.place
      const wrong = { ...credentials, secretAccessKey: 'x'.repeat(40) }
      return [said(await ground.caller.admin('DescribeUserPool', { UserPoolId: ground.poolId }, wrong))]
    },
  },
  {
    name: 'wire/unknown-key',
    claim: 'an access key that there is not is UnrecognizedClientException',
    marks: ['D', 'B'],
    expected: ['403 UnrecognizedClientException: The security token included in the request is invalid.'],
    async observe(ground) {
      const nobody = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) }
      return [said(await ground.caller.admin('DescribeUserPool', { UserPoolId: ground.poolId }, nobody))]
    },
  },
  {
    name: 'wire/signed-though-open',
    claim: 'an operation that needs no signature takes a signed call',
    marks: ['D'],
    expected: ['200 {}'],
    async observe(ground) {
      const session = await ground.session()
      const body = { Token: session.refresh, ClientId: session.app.id }
      return [said(await ground.caller.admin('RevokeToken', body))]
    },
  },
  {
    name: 'wire/constraints-before-permissions',
    claim: 'constraints are looked at after the signature',
    marks: ['?'],
    expected: [
      "400 InvalidParameterException: 1 validation error detected: Value null at 'username' failed to satisfy " +
        'constraint: Member must not be null',
    ],
    async observe(ground) {
      return [await ground.adminSays('AdminUserGlobalSignOut')]
    },
  },
  {
    name: 'wire/timestamps',
    claim: 'times are numbers of seconds, with a fraction',
    marks: ['D'],
    expected: ['CreationDate number', 'seconds'],
    async observe(ground) {
      const { json } = await ground.step('DescribeUserPool')
      const created: unknown = Object(json['UserPool'])['CreationDate']
      return [`CreationDate ${typeof created}`, Number(created) < 1e11 ? 'seconds' : 'milliseconds']
    },
  },
]
