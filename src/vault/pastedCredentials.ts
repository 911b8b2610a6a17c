import { Failed } from '../lib/failure.ts'

/** Credentials as somebody pasted them. */
export type Pasted = {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: Date | undefined
}

/** The names that the AWS CLI, its profiles, the access portal and environments use, without case and underscores. */
const names = {
  accessKeyId: /^(aws)?accesskeyid$/,
  secretAccessKey: /^(aws)?secret(access)?key$/,
  sessionToken: /^(aws)?(session|security)token$/,
  expiration: /^(aws)?(credential|session)?expiration$/,
} as const

/**
 * Reads temporary credentials out of JSON (`aws sts assume-role`, a credential process), out of a profile, or out of
 * `export`, `set` or PowerShell lines. Throws Failed that says what is missing, and never repeats what was pasted.
 */
export function readCredentials(text: string): Pasted {
  const found = new Map<string, string>()
  for (const [name, value] of [...jsonPairs(text), ...linePairs(text)]) {
    const plain = name.replaceAll('_', '').toLowerCase()
    for (const [wanted, pattern] of Object.entries(names)) if (pattern.test(plain)) found.set(wanted, value)
  }
  const [accessKeyId, secretAccessKey, sessionToken] = [
    found.get('accessKeyId'),
    found.get('secretAccessKey'),
    found.get('sessionToken'),
  ]
  if (accessKeyId?.startsWith('AKIA')) {
    throw refused('LongLivedKey', 'This is a long-lived key. A browser may only have temporary credentials.')
  }
  if (!accessKeyId || !secretAccessKey) {
    throw refused('NotCredentials', 'There are no AWS credentials in this text.')
  }
  if (!sessionToken) {
    throw refused('NoSessionToken', 'The session token is missing, which all temporary credentials have.')
  }
  if (!/^[A-Z0-9]{16,128}$/.test(accessKeyId) || /\s/.test(secretAccessKey + sessionToken)) {
    throw refused('NotCredentials', 'These are no AWS credentials: their form is wrong.')
  }
  const ends = Date.parse(found.get('expiration') ?? '')
  return { accessKeyId, secretAccessKey, sessionToken, expiration: Number.isNaN(ends) ? undefined : new Date(ends) }
}

function jsonPairs(text: string): readonly (readonly [string, string])[] {
  try {
    return [...leaves(JSON.parse(text), 0)]
  } catch {
    return []
  }
}

function* leaves(value: unknown, depth: number): Generator<readonly [string, string]> {
  if (typeof value !== 'object' || value === null || depth > 4) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string') yield [name, inner]
    else yield* leaves(inner, depth + 1)
  }
}

function linePairs(text: string): readonly (readonly [string, string])[] {
  return text.split(/[\r\n;]+/).flatMap((line) => {
    const pair = /^\s*(?:export\s+|set\s+|\$env:)?(?<name>[A-Za-z_]+)\s*[=:]\s*(?<value>.*?)\s*$/i.exec(line)?.groups
    const [name, value] = [pair?.['name'], pair?.['value']]
    return name === undefined || value === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const]
  })
}

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'Credentials', code, message, class: 'rejected', attempts: 0 })
}
