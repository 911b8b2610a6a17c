import { type Failure, type FailureClass, Failed } from '../lib/failure.ts'
import { Trouble } from './transport.ts'

/** Longest one operation may take with all its attempts, in milliseconds. */
const operationLimitMs = 25_000

const transientCodes = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'SlowDown',
  'RequestTimeout',
  'RequestTimeoutException',
  'InternalErrorException',
  'InternalServerException',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
])

/** Operations that must never be repeated blindly: after a lost answer their outcome is unknown (quality.md, Retries). */
const notIdempotent = new Set([
  'UpdateUserPoolClient',
  'CreateUserPoolClient',
  'SetUserPoolSessionConfiguration',
  'SetUserPoolClientSessionConfiguration',
  'InitiateAuth',
  'RespondToAuthChallenge',
  'AssociateSoftwareToken',
  'VerifySoftwareToken',
  'ConfirmDevice',
])

/**
 * Runs one operation within the overall limit and turns whatever it throws into a Failed.
 * @param operation AWS's name of the operation, for the failure
 */
export async function call<T>(operation: string, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(operationLimitMs)
  try {
    return await send(signal)
  } catch (error) {
    throw new Failed(describe(operation, error, signal.aborted))
  }
}

function describe(operation: string, error: unknown, outOfTime: boolean): Failure {
  const trouble = troubleIn(error)
  const attempts = attemptsOf(error)
  if (trouble) {
    return {
      operation,
      code: trouble.code,
      message: trouble.message,
      class: lost(operation),
      attempts,
      ...(trouble.requestId === undefined ? {} : { requestId: trouble.requestId }),
    }
  }
  if (outOfTime) {
    const message = `No answer within ${operationLimitMs / 1000} seconds.`
    return { operation, code: 'TimedOut', message, class: lost(operation), attempts }
  }
  if (isServiceError(error)) {
    const requestId = error.$metadata.requestId
    return {
      operation,
      code: error.name,
      message: error.message,
      class: isTransient(error) ? 'transient' : 'rejected',
      attempts,
      ...(requestId === undefined ? {} : { requestId }),
    }
  }
  const message = error instanceof Error ? error.name : 'unknown'
  return { operation, code: 'Unexpected', message, class: 'unknown outcome', attempts }
}

function lost(operation: string): FailureClass {
  return notIdempotent.has(operation) ? 'unknown outcome' : 'transient'
}

function isTransient(error: ServiceError): boolean {
  const status = error.$metadata.httpStatusCode ?? 0
  return transientCodes.has(error.name) || status >= 500 || status === 429 || status === 408
}

type ServiceError = Error & { $metadata: { requestId?: string; attempts?: number; httpStatusCode?: number } }

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && '$fault' in error && '$metadata' in error
}

function attemptsOf(error: unknown): number {
  const metadata = error instanceof Error && '$metadata' in error ? (error as ServiceError).$metadata : undefined
  return metadata?.attempts ?? 1
}

function troubleIn(error: unknown): Trouble | undefined {
  if (error instanceof Trouble) return error
  return error instanceof Error && error.cause instanceof Trouble ? error.cause : undefined
}
