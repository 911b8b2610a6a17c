/** Digits of an exponent that are taken at once. */
const WINDOW = 16

/** base^exponent mod modulus, from the exponent's first hexadecimal digit to its last. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n % modulus]
  while (powers.length < WINDOW) powers.push(((powers.at(-1) ?? 1n) * base) % modulus)
  let result = 1n % modulus
  for (const digit of exponent.toString(WINDOW)) {
    for (let bit = 1; bit < WINDOW; bit *= 2) result = (result * result) % modulus
    const factor = powers[Number.parseInt(digit, WINDOW)]
    if (factor !== undefined && digit !== '0') result = (result * factor) % modulus
  }
  return result
}
