import { Failed, failureOf } from '../lib/failure.ts'

/** The page answers a question that no sign-in has asked, or that was asked too long ago. */
export const nothingToAnswer = ours('Forgotten', 'There is no sign-in under way to answer.')

/** Cognito does not take this browser's device secret any more: it is forgotten here as well. */
export const deviceForgotten = ours('DeviceForgotten', 'This browser is not a remembered device any more.')

/** Whether the sign-in has to be begun once more without the device. */
export function isDeviceForgotten(error: unknown): boolean {
  return error === deviceForgotten
}

/** Whether a code did not fit, and the same question can be answered again (cognito-facts 2.5). */
export function isWrongCode(error: unknown): boolean {
  const { code } = failureOf(error, '')
  return code === 'CodeMismatchException' || code === 'EnableSoftwareTokenMFAException'
}

/** Whether the app client does not allow the flow; the words are reported [B] (cognito-facts 2.4). */
export function isFlowNotEnabled(error: unknown): boolean {
  const { code, message } = failureOf(error, '')
  return code === 'InvalidParameterException' && /not enabled for (?:this|the) client/i.test(message)
}

/** Whether Cognito does not know the device that was named [B] (cognito-facts 2.8). */
export function isUnknownDevice(error: unknown): boolean {
  const { code, message } = failureOf(error, '')
  return code === 'ResourceNotFoundException' && /device/i.test(message)
}

/**
 * Whether a failed step ends the sign-in: its session is refused, or nobody knows whether it was used up. After
 * anything else the same question can be answered again.
 */
export function endsSignIn(error: unknown): boolean {
  const failure = failureOf(error, '')
  return failure.class === 'unknown outcome' || failure.code === 'NotAuthorizedException'
}

/** A client with a secret is a misconfiguration of its own: no browser can keep one. */
export function asClient(error: unknown): unknown {
  const failure = failureOf(error, '')
  const wantsSecret = failure.code === 'NotAuthorizedException' && /secret/i.test(failure.message)
  return wantsSecret ? new Failed({ ...failure, code: 'ConfidentialClient' }) : error
}

/** Cognito says of a passkey that does not fit that the password is wrong. */
export function asPasskey(error: unknown): unknown {
  const failure = failureOf(error, '')
  const refused = failure.code === 'NotAuthorizedException' && /incorrect/i.test(failure.message)
  return refused ? new Failed({ ...failure, code: 'PasskeyRefused' }) : error
}

function ours(code: string, message: string): Failed {
  return new Failed({ operation: 'RespondToAuthChallenge', code, message, class: 'rejected', attempts: 0 })
}
