import { compiled } from '../wire/constraints.ts'
import type { Shape } from '../wire/Operation.ts'

/** What is wrong with a control request, in a sentence that names the place. Answered with status 400. */
export class BadControlRequest extends Error {}

/** What does not fit its shape, and where: names and indexes, the innermost first. A seed has ten thousand users, so paths are made only for it. */
class Misfit extends Error {
  readonly place: string[] = []
}

/**
 * Checks JSON that a person wrote (a seed, a fault, a clock) against a shape and gives the same back. Unlike a request of
 * AWS's, unknown members are refused: in a file they are misspellings. Throws BadControlRequest with the path, such as
 * `userPools[0].Clients[2].EnableTokenRevocation: expected true or false, found "yes"`.
 */
export function check(shape: Shape, value: unknown): unknown {
  try {
    checkValue(shape, value)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    const path = error.place.toReversed().join('').replace(/^\./, '')
    throw new BadControlRequest(`${path || 'the body'}: ${error.message}`)
  }
  return value
}

function checkValue(shape: Shape, value: unknown): void {
  switch (shape.type) {
    case 'string':
      return checkText(shape, value)
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong('a whole number', value)
      const { min = -Infinity, max = Infinity } = shape
      if (value < min || value > max) throw wrong(`a number from ${min} to ${max}`, value)
      return undefined
    }
    case 'document':
      return undefined
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false', value)
      return undefined
    case 'list': {
      if (!Array.isArray(value)) throw wrong('a list', value)
      const { min = 0, max = Infinity } = shape
      if (value.length < min || value.length > max) throw wrong(`${min} to ${max} items`, value.length)
      return checkItems(shape.member, value)
    }
    case 'map':
      return checkMap(shape.value, object(value))
    case 'structure':
      return checkStructure(shape.members, object(value))
  }
  return shape satisfies never
}

function checkText(shape: Extract<Shape, { type: 'string' }>, value: unknown): void {
  if (typeof value !== 'string') throw wrong('a text', value)
  const { min = 0, max = Infinity, values, pattern } = shape
  if (value.length < min || value.length > max)
    throw wrong(`${min} to ${max} characters`, shape.isSecret ? '(hidden)' : value)
  if (values && !values.includes(value)) throw wrong(`one of ${values.join(', ')}`, value)
  if (pattern !== undefined && !compiled(pattern).test(value)) {
    throw wrong(`a text like ${pattern}`, shape.isSecret ? '(hidden)' : value)
  }
}

function checkItems(member: Shape, items: readonly unknown[]): void {
  let index = 0
  try {
    for (; index < items.length; index += 1) checkValue(member, items[index])
  } catch (error) {
    throw within(`[${index}]`, error)
  }
}

function checkMap(shape: Shape, map: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(map)) {
    try {
      checkValue(shape, map[key])
    } catch (error) {
      throw within(`[${shown(key)}]`, error)
    }
  }
}

function checkStructure(members: Readonly<Record<string, Shape>>, value: Readonly<Record<string, unknown>>): void {
  let at = ''
  try {
    for (const name of Object.keys(value)) {
      at = name
      const shape = Object.hasOwn(members, name) ? members[name] : undefined
      if (!shape) throw new Misfit(`not known here; known are ${Object.keys(members).join(', ')}`)
      checkValue(shape, value[name])
    }
    for (const name of requiredOf(members)) {
      at = name
      if (!Object.hasOwn(value, name)) throw new Misfit('missing')
    }
  } catch (error) {
    throw within(isPlain(at) ? `.${at}` : `[${shown(at)}]`, error)
  }
}

/** Whether a name can stand behind a dot. One that is empty, blank or endless is quoted, so that it is seen. */
function isPlain(name: string): boolean {
  return /^\w{1,100}$/.test(name)
}

/** What a structure must have, looked up once: a user has a dozen members, and a seed ten thousand users. */
const requiredNames = new WeakMap<Readonly<Record<string, Shape>>, readonly string[]>()

function requiredOf(members: Readonly<Record<string, Shape>>): readonly string[] {
  let names = requiredNames.get(members)
  if (!names) {
    names = Object.keys(members).filter((name) => members[name]?.required)
    requiredNames.set(members, names)
  }
  return names
}

function within(place: string, error: unknown): unknown {
  if (error instanceof Misfit) error.place.push(place)
  return error
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('an object', value)
  return value as Readonly<Record<string, unknown>>
}

function wrong(expected: string, found: unknown): Misfit {
  return new Misfit(`expected ${expected}, found ${shown(found)}`)
}

/** How much of a value a sentence shows, in characters. */
const MOST_SHOWN = 200

/** The beginning of a value as JSON, and no more of it than is shown: it may be nested deeper than JSON can be written. */
export function shown(value: unknown): string {
  return written(value, MOST_SHOWN).slice(0, MOST_SHOWN)
}

/** At least `room` characters of a value's JSON, where it has as many. Each level takes one, so that none is too deep. */
function written(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing'
  const isList = Array.isArray(value)
  let text = isList ? '[' : '{'
  // A list may have millions of items: what is not shown is not looked at.
  for (const each of isList ? value : Object.keys(value)) {
    if (text.length >= room) break
    if (text.length > 1) text += ','
    if (!isList) text += `${JSON.stringify(each.slice(0, room))}:`
    const inner: unknown = isList ? each : (value as Readonly<Record<string, unknown>>)[each]
    text += written(inner, Math.max(0, room - text.length))
  }
  return text + (isList ? ']' : '}')
}
