import { type Answer, codeOf } from './Answer.ts'
import type { Pace } from './Pace.ts'
import { type AwsCredentials, signed } from './signed.ts'

/** Where the requests go, and as whom. */
export interface Place {
  /** The service's address, without a slash at the end. */
  readonly endpoint: string
  readonly region: string
  readonly credentials: AwsCredentials
  /** How fast requests may come; undefined where it takes any number, and a throttled one is an answer like others. */
  readonly pace?: Pace
}

const TRIES = 5
const THROTTLED = ['TooManyRequestsException', 'ThrottlingException']

/** Sends requests to one endpoint, at its pace. A throttled one is sent again, because no claim is about that. */
export class Caller {
  readonly place: Place
  /** How far the endpoint's clock is from this machine's, for signatures. */
  clockOffsetMs = 0

  constructor(place: Place) {
    this.place = place
  }

  /** An operation that needs no signature. */
  call(operation: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#operation(operation, body, (all) => ({ ...all, ...headers }))
  }

  /** An operation for which IAM is asked. `credentials`: others than the run's. */
  admin(operation: string, body: object, credentials: AwsCredentials = this.place.credentials): Promise<Answer> {
    return this.#operation(operation, body, (headers, text) =>
      signed(
        { url: new URL(this.place.endpoint), headers, body: text },
        { credentials, region: this.place.region, atMs: Date.now() + this.clockOffsetMs },
      ),
    )
  }

  /** Any request, such as to an endpoint of the pool's domain. */
  async send(url: string, init: RequestInit = {}): Promise<Answer> {
    await this.place.pace?.turn()
    const response = await fetch(url, { redirect: 'manual', ...init })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parsed(text) }
  }

  async #operation(
    operation: string,
    body: object,
    finish: (headers: Record<string, string>, text: string) => Record<string, string>,
  ): Promise<Answer> {
    const text = JSON.stringify(body)
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    }
    for (let attempt = 1; ; attempt += 1) {
      const init = { method: 'POST', headers: finish(headers, text), body: text }
      const answer = await this.send(`${this.place.endpoint}/`, init)
      const { pace } = this.place
      if (!pace || !THROTTLED.includes(codeOf(answer)) || attempt === TRIES) return answer
      await pace.again(attempt)
    }
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
