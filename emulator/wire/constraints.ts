import { CognitoError } from '../domain/errors.ts'
import type { Shape } from './Operation.ts'

/**
 * Takes a request's declared members out of parsed JSON and checks each against its constraints. Members that are not
 * declared are ignored, null counts as absent. A wrong JSON type is a SerializationException (words ours [?]); broken
 * constraints are one InvalidParameterException that counts and joins them in AWS's generic words [B] (facts, 1.14).
 * Values of secret members
 * (tokens, passwords, secrets, sessions) are left out of the message; which members AWS leaves out is [?].
 */
export function checkRequest(members: Readonly<Record<string, Shape>>, body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unreadable('The request body must be a JSON object.')
  const broken: string[] = []
  const request = checkMembers(members, body, '', broken)
  if (broken.length === 1) throw invalid(`1 validation error detected: ${broken[0]}`)
  if (broken.length > 1) throw invalid(`${broken.length} validation errors detected: ${broken.join('; ')}`)
  return request
}

function checkMembers(
  members: Readonly<Record<string, Shape>>,
  value: object,
  path: string,
  broken: string[],
): Record<string, unknown> {
  const checked: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const shape = members[name]
    if (!shape) continue
    const member = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    if (member !== undefined && member !== null) checked[name] = checkValue(shape, member, placeOf(path, name), broken)
    else if (shape.required)
      broken.push(`Value null at '${placeOf(path, name)}' failed to satisfy constraint: Member must not be null`)
  }
  return checked
}

/** How AWS names a member's place: like a Java property. */
function placeOf(path: string, name: string): string {
  return path + name.charAt(0).toLowerCase() + name.slice(1)
}

function checkValue(shape: Shape, value: unknown, at: string, broken: string[]): unknown {
  const fail = (constraint: string) => {
    const isShown = !shape.isSecret && (typeof value === 'string' || typeof value === 'number')
    const shown = isShown ? `Value '${value}'` : 'Value'
    broken.push(`${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`)
  }
  switch (shape.type) {
    case 'string': {
      if (typeof value !== 'string') throw unreadable(`Expected a string at '${at}'.`)
      checkSize(shape, value.length, 'length', fail)
      if (shape.values && !shape.values.includes(value)) fail(`satisfy enum value set: [${shape.values.join(', ')}]`)
      if (shape.pattern !== undefined && !compiled(shape.pattern).test(value)) {
        fail(`satisfy regular expression pattern: ${shape.pattern}`)
      }
      return value
    }
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw unreadable(`Expected an integer at '${at}'.`)
      checkSize(shape, value, 'value', fail)
      return value
    }
    case 'document':
      return value
    case 'boolean': {
      if (typeof value !== 'boolean') throw unreadable(`Expected true or false at '${at}'.`)
      return value
    }
    case 'list': {
      if (!Array.isArray(value)) throw unreadable(`Expected a list at '${at}'.`)
      checkSize(shape, value.length, 'length', fail)
      return value.flatMap((item: unknown, index) =>
        item === null ? [] : [checkValue(shape.member, item, `${at}.${index + 1}.member`, broken)],
      )
    }
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw unreadable(`Expected a map at '${at}'.`)
      const entries = Object.entries(value).filter(([, item]) => item !== null)
      checkSize(shape, entries.length, 'length', fail)
      return Object.fromEntries(
        entries.map(([key, item]) => [key, checkValue(shape.value, item, `${at}.${key}.member`, broken)]),
      )
    }
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw unreadable(`Expected a structure at '${at}'.`)
      }
      return checkMembers(shape.members, value, `${at}.`, broken)
    }
  }
  return shape satisfies never
}

function checkSize(
  shape: { readonly min?: number; readonly max?: number },
  size: number,
  what: 'length' | 'value',
  fail: (constraint: string) => void,
): void {
  if (shape.min !== undefined && size < shape.min) fail(`have ${what} greater than or equal to ${shape.min}`)
  if (shape.max !== undefined && size > shape.max) fail(`have ${what} less than or equal to ${shape.max}`)
}

/** Patterns are constants of the operations, so this holds a few dozen at most. */
const patterns = new Map<string, RegExp>()

/** A pattern of a shape, which the whole value has to match. */
export function compiled(pattern: string): RegExp {
  let expression = patterns.get(pattern)
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`, 'u')
    patterns.set(pattern, expression)
  }
  return expression
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}

function unreadable(message: string): CognitoError {
  return new CognitoError('SerializationException', message)
}
