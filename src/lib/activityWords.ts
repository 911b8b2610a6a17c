import { t } from '@lingui/core/macro'

/**
 * What something was done to, as the page says it. The worker keeps it in English, and the files have it so:
 * `user ada, pool eu-west-1_AbCdEfGhI`.
 */
export function targetText(target: string): string {
  const parts = target.split(/, (?=(?:device|group|app client|pool) )/)
  return parts.map(partText).join(', ')
}

function partText(part: string): string {
  const [, kind, name = ''] = /^(user|device|group|app client|pool) (.+)$/s.exec(part) ?? []
  switch (kind) {
    case 'user':
      return t`user ${name}`
    case 'device':
      return t`device ${name}`
    case 'group':
      return t`group ${name}`
    case 'app client':
      return t`app client ${name}`
    case 'pool':
      return t`pool ${name}`
    default:
      return leaked.get(part) ?? part
  }
}

const leaked: ReadonlyMap<string, string> = new Map([
  ['leaked access token', t`leaked access token`],
  ['leaked id token', t`leaked id token`],
  ['leaked refresh token', t`leaked refresh token`],
])

const reasons: ReadonlyMap<string, string> = new Map([
  ['signed out in another tab', t`signed out in another tab`],
  ['signed out here', t`signed out here`],
  ['revoked', t`revoked`],
  ['renewal refused', t`renewal refused`],
  ['expired', t`expired`],
  ['refresh token used twice', t`refresh token used twice`],
  ['user disabled', t`user disabled`],
  ['user deleted', t`user deleted`],
  ['password reset required', t`password reset required`],
  ['not confirmed', t`not confirmed`],
  ['app client gone', t`app client gone`],
  ['idle', t`idle`],
  ['time limit', t`time limit`],
  ['compromised account', t`compromised account`],
])

/** Why a session ended, or what a change belonged to, as the page says it. The name of an exception stays as it is. */
export function reasonText(detail: string): string {
  return reasons.get(detail) ?? detail
}
