/**
 * What a failed call means for what was asked:
 * - `rejected`: Cognito answered and refused; repeating the same call gives the same answer.
 * - `transient`: the call did not get through, or Cognito was too busy; repeating it is safe and may help.
 * - `unknown outcome`: it may or may not have taken effect, and repeating it blindly is not safe.
 */
export type FailureClass = 'rejected' | 'transient' | 'unknown outcome'

/**
 * The one failure type above the SDK, and all of a failure that crosses from the worker to the page.
 * `code` is AWS's exception name or one of Curfew's own (`Unreachable`, `TimedOut`, `NotCognito`, `Unreadable`).
 */
export type Failure = {
  operation: string
  code: string
  message: string
  class: FailureClass
  attempts: number
  requestId?: string
}

const unanswered: ReadonlySet<string> = new Set(['Unreachable', 'TimedOut', 'NotCognito', 'Unreadable', 'Unexpected'])

/** Whether Cognito did not say what became of a call: it can have been carried out all the same. */
export function isUnanswered({ code }: Pick<Failure, 'code'>): boolean {
  return unanswered.has(code)
}

/** An Error that carries a Failure. */
export class Failed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`${failure.operation}: ${failure.code}: ${failure.message}`)
    this.name = 'Failed'
    this.failure = failure
  }
}

/** The Failure inside anything thrown; whatever is not one of ours becomes an unexpected failure of `operation`. */
export function failureOf(thrown: unknown, operation: string): Failure {
  if (thrown instanceof Failed) return thrown.failure
  return {
    operation,
    code: 'Unexpected',
    // A message of somebody else's may quote what it choked on: only the kind of the error goes further.
    message: thrown instanceof Error ? thrown.name : 'Something unexpected happened.',
    class: 'unknown outcome',
    attempts: 1,
  }
}
