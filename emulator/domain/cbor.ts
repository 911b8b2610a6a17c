import { text } from './encoding.ts'

/** What CBOR in WebAuthn is made of. */
export type Cbor = number | string | Uint8Array<ArrayBuffer> | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>

/** The first item of the bytes: whole numbers, texts, bytes, lists and maps of known length. Throws for anything else. */
export function decodeCbor(bytes: Uint8Array<ArrayBuffer>): Cbor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const argument = (low: number): number => {
    if (low < 24) return low
    const width = 1 << (low - 24)
    if (low > 26) throw new Error('not the CBOR of WebAuthn')
    at += width
    return width === 1 ? view.getUint8(at - 1) : width === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4)
  }
  const slice = (length: number) => {
    if (at + length > bytes.length) throw new Error('CBOR ends early')
    at += length
    return bytes.slice(at - length, at)
  }
  const item = (depth: number): Cbor => {
    if (depth > 8) throw new Error('CBOR is too deep')
    const first = view.getUint8(at)
    at += 1
    const value = argument(first & 31)
    switch (first >> 5) {
      case 0:
        return value
      case 1:
        return -1 - value
      case 2:
        return slice(value)
      case 3:
        return text(slice(value))
      case 4: {
        const list: Cbor[] = []
        for (let left = value; left > 0; left -= 1) list.push(item(depth + 1))
        return list
      }
      case 5: {
        const map = new Map<Cbor, Cbor>()
        for (let left = value; left > 0; left -= 1) map.set(item(depth + 1), item(depth + 1))
        return map
      }
      default:
        throw new Error('not the CBOR of WebAuthn')
    }
  }
  return item(0)
}
