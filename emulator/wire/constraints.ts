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
  let property = properties.get(name)
  if (property === undefined) {
    property = name.charAt(0).toLowerCase() + name.slice(1)
    properties.set(name, property)
  }
  return path === '' ? property : path + property
}

/** The members of the operations' shapes, which are some hundreds, as AWS names them in refusals. */
const properties = new Map<string, string>()

function checkValue(shape: Shape, value: unknown, at: string, broken: string[]): unknown {
  // What a refusal says is put together where there is one: every value of every request comes through here.
  switch (shape.type) {
    case 'string': {
      if (typeof value !== 'string') throw unreadable(`Expected a string at '${at}'.`)
      if (!fits(shape, value.length)) broken.push(...sizeRefusals(shape, value, at, value.length, 'length'))
      if (shape.values && !shape.values.includes(value)) {
        broken.push(refusal(shape, value, at, `satisfy enum value set: [${shape.values.join(', ')}]`))
      }
      if (shape.pattern !== undefined && !compiled(shape.pattern).test(value)) {
        broken.push(refusal(shape, value, at, `satisfy regular expression pattern: ${shape.pattern}`))
      }
      return value
    }
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw unreadable(`Expected an integer at '${at}'.`)
      if (!fits(shape, value)) broken.push(...sizeRefusals(shape, value, at, value, 'value'))
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
      if (!fits(shape, value.length)) broken.push(...sizeRefusals(shape, value, at, value.length, 'length'))
      const before = broken.length
      const items = value.flatMap((item: unknown, index) =>
        item === null ? [] : [checkValue(shape.member, item, `${at}.${index + 1}.member`, broken)],
      )
      if (broken.length > before) sayOfWhole(shape.member, 'Member', () => `[${value.join(', ')}]`, at, broken, before)
      return items
    }
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw unreadable(`Expected a map at '${at}'.`)
      const entries = Object.entries(value).filter(([, item]) => item !== null)
      if (!fits(shape, entries.length)) broken.push(...sizeRefusals(shape, value, at, entries.length, 'length'))
      const before = broken.length
      for (const entry of entries) entry[1] = checkValue(shape.value, entry[1], `${at}.${entry[0]}.member`, broken)
      const shown = () => `{${entries.map((entry) => entry.join('=')).join(', ')}}`
      if (broken.length > before) sayOfWhole(shape.value, 'Map value', shown, at, broken, before)
      return Object.fromEntries(entries)
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

interface Sized {
  readonly min?: number
  readonly max?: number
}

function fits({ min, max }: Sized, size: number): boolean {
  return (min === undefined || size >= min) && (max === undefined || size <= max)
}

function sizeRefusals(shape: Shape & Sized, value: unknown, at: string, size: number, what: string): string[] {
  const { min, max } = shape
  const refusals = []
  if (min !== undefined && size < min)
    refusals.push(refusal(shape, value, at, `have ${what} greater than or equal to ${min}`))
  if (max !== undefined && size > max)
    refusals.push(refusal(shape, value, at, `have ${what} less than or equal to ${max}`))
  return refusals
}

/**
 * Puts one refusal of the whole list or map in the place of those of its values, with everything that a value has to keep
 * to [T] (media-insights-on-aws#199, for a list at this service; the order of the limits, and maps, as other services have
 * them [B]). Structures are told of by their own members, and are not asked for their text: JSON can hold a `toString`.
 */
function sayOfWhole(
  inner: Shape,
  what: string,
  whole: () => string,
  at: string,
  broken: string[],
  before: number,
): void {
  if (inner.type !== 'string') return
  const { min, max, values, pattern } = inner
  const limits = [
    ...(max === undefined ? [] : [`have length less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`have length greater than or equal to ${min}`]),
    ...(pattern === undefined ? [] : [`satisfy regular expression pattern: ${pattern}`]),
    ...(values === undefined ? [] : [`satisfy enum value set: [${values.join(', ')}]`]),
  ].map((limit) => `Member must ${limit}`)
  const value = inner.isSecret ? 'Value' : `Value '${whole()}'`
  broken.length = before
  broken.push(
    `${value} at '${at}' failed to satisfy constraint: ${what} must satisfy constraint: [${limits.join(', ')}]`,
  )
}

function refusal({ isSecret }: Shape, value: unknown, at: string, constraint: string): string {
  const isShown = !isSecret && (typeof value === 'string' || typeof value === 'number')
  const shown = isShown ? `Value '${value}'` : 'Value'
  return `${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`
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
