import { describe, expect, it } from 'vitest'

import { reasonText, targetText } from './activityWords.ts'

describe('the words of the activity', () => {
  it.each([
    'user ada, device eu-west-1_1f, pool eu-west-1_AbCdEfGhI',
    'user a, b, group night, app client 1h57, pool p',
    'leaked refresh token',
    'this device',
    '',
  ])('%j reads in English as it is kept', (target) => {
    expect(targetText(target)).toBe(target)
  })

  it.each(['user disabled', 'compromised account', 'NotAuthorizedException'])('so does %s', (detail) => {
    expect(reasonText(detail)).toBe(detail)
  })
})
