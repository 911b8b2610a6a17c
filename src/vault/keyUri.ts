/**
 * The address that an authenticator app reads from a QR code (otpauth:, as Google Authenticator has it).
 * @param deployment the deployment's short name, if it has one
 */
export function keyUri(deployment: string | undefined, username: string, secret: string): string {
  const issuer = encodeURIComponent(deployment === undefined ? 'Curfew' : `Curfew ${deployment}`)
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?secret=${secret}&issuer=${issuer}`
}
