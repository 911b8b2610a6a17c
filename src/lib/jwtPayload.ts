/** The payload of a JWT, unchecked; undefined when it is none. What a parser says of it would repeat what is in it. */
export function jwtPayload(jwt: string): Readonly<Record<string, unknown>> | undefined {
  const part = jwt.split('.')[1] ?? ''
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isRecord(payload) ? payload : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
