import type { Shape } from '../wire/Operation.ts'

/** What is wrong with a control request, in a sentence that names the place. Answered with status 400. */
export class BadControlRequest extends Error {}

/**
 * Checks JSON that a person wrote (a seed, a fault, a clock) against a shape and gives it back. Unlike a request of
 * AWS's, unknown members are refused: in a file they are misspellings. Throws BadControlRequest with the path, such as
 * `userPools[0].Clients[2].EnableTokenRevocation: expected true or false, found "yes"`.
 */
export function check(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.type) {
    case 'string':
      return checkText(shape, value, path)
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(path, 'a whole number', value)
      const { min = -Infinity, max = Infinity } = shape
      if (value < min || value > max) throw wrong(path, `a number from ${min} to ${max}`, value)
      return value
    }
    case 'document':
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong(path, 'true or false', value)
      return value
    case 'list': {
      if (!Array.isArray(value)) throw wrong(path, 'a list', value)
      const { min = 0, max = Infinity } = shape
      if (value.length < min || value.length > max) throw wrong(path, `${min} to ${max} items`, value.length)
      return value.map((item, index) => check(shape.member, item, `${path}[${index}]`))
    }
    case 'map': {
      const entries = Object.entries(object(value, path))
      return Object.fromEntries(
        entries.map(([key, item]) => [key, check(shape.value, item, `${path}[${JSON.stringify(key)}]`)]),
      )
    }
    case 'structure':
      return checkStructure(shape.members, object(value, path), path)
  }
  return shape satisfies never
}

function checkText(shape: Extract<Shape, { type: 'string' }>, value: unknown, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'a text', value)
  const { min = 0, max = Infinity, values, pattern } = shape
  if (value.length < min || value.length > max)
    throw wrong(path, `${min} to ${max} characters`, shape.isSecret ? '(hidden)' : value)
  if (values && !values.includes(value)) throw wrong(path, `one of ${values.join(', ')}`, value)
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    throw wrong(path, `a text like ${pattern}`, shape.isSecret ? '(hidden)' : value)
  }
  return value
}

function checkStructure(
  members: Readonly<Record<string, Shape>>,
  value: object,
  path: string,
): Record<string, unknown> {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const checked: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const shape = Object.hasOwn(members, name) ? members[name] : undefined
    if (!shape) throw new BadControlRequest(`${at(name)}: not known here; known are ${Object.keys(members).join(', ')}`)
    checked[name] = check(shape, member, at(name))
  }
  for (const [name, shape] of Object.entries(members)) {
    if (shape.required && !Object.hasOwn(value, name)) throw new BadControlRequest(`${at(name)}: missing`)
  }
  return checked
}

function object(value: unknown, path: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(path || 'the body', 'an object', value)
  return value
}

function wrong(path: string, expected: string, found: unknown): BadControlRequest {
  return new BadControlRequest(
    `${path}: expected ${expected}, found ${JSON.stringify(found)?.slice(0, 200) ?? 'nothing'}`,
  )
}
