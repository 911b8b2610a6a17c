/** A sealed text: AES-GCM, key = HKDF-SHA-256(half from a cookie, salt from here). Useless without the other half. */
export type Sealed = { salt: Uint8Array<ArrayBuffer>; iv: Uint8Array<ArrayBuffer>; text: ArrayBuffer }

const purpose = new TextEncoder().encode('curfew sealed record 1')

/**
 * Seals `plain`.
 * @param half the key half, base64url, at least 16 bytes
 * @param about bound to the record as additional data: a sealed text cannot be moved to another place or time
 */
export async function seal(half: string, plain: string, about: string): Promise<Sealed> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await keyFrom(half, salt)
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encode(about) }, key, encode(plain))
  return { salt, iv, text }
}

/** Opens a sealed text. Gives undefined when the half is not the one it was sealed with, or anything was changed. */
export async function unseal(half: string, sealed: Sealed, about: string): Promise<string | undefined> {
  try {
    const key = await keyFrom(half, sealed.salt)
    const additionalData = encode(about)
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData }, key, sealed.text)
    return new TextDecoder().decode(plain)
  } catch {
    return undefined
  }
}

async function keyFrom(half: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', encode(half), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: purpose },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
