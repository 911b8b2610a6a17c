import { CognitoError } from './errors.ts'

/** A parameter that a flow or a challenge cannot do without, or InvalidParameterException in reported words [B]. */
export function needed(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') {
    throw new CognitoError('InvalidParameterException', `Missing required parameter ${name}`)
  }
  return value
}
