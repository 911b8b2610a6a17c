/** The code that an authenticator app shows, for tests: RFC 6238 once more, written apart from the emulator's own. */
export async function totp(secret: string, ms: number): Promise<string> {
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const key = Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  const counter = new Uint8Array(8)
  let rest = Math.floor(ms / 30_000)
  for (let at = 7; rest > 0; at -= 1) {
    counter[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', imported, counter))
  const at = (digest[19] ?? 0) % 16
  const number = digest.subarray(at, at + 4).reduce((sum, byte, place) => sum * 256 + (place ? byte : byte % 128), 0)
  return String(number).slice(-6).padStart(6, '0')
}
