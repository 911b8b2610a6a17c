import { describe, expect, it } from 'vitest'

import type { Challenge } from '../cognito/signIn.ts'
import { codeChoices, codeMember, codeSource, questionOf, setUpChoices, wayChoices } from './questions.ts'

const challenge = (name: string, parameters: Record<string, string> = {}, available: string[] = []): Challenge => ({
  kind: 'challenge',
  name,
  session: 's',
  parameters: new Map(Object.entries(parameters)),
  available,
})

describe('what a challenge asks', () => {
  it.each([
    ['no list', '{"a":1}'],
    ['no JSON', 'EMAIL_OTP'],
    ['nothing known', '["SOMETHING_NEW",7]'],
  ])('%s to choose from is an empty choice', (_name, MFAS_CAN_CHOOSE) => {
    const asked = questionOf(challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE }), 'ada')
    expect(asked).toEqual({ step: 'choose code', from: [] })
  })

  it('options of a passkey that are no JSON are none', () => {
    const asked = questionOf(challenge('WEB_AUTHN', { CREDENTIAL_REQUEST_OPTIONS: '{' }), 'ada')
    expect(asked).toEqual({ step: 'passkey', options: undefined })
  })

  it('a challenge of an app’s own is named', () => {
    expect(questionOf(challenge('CUSTOM_CHALLENGE'), 'ada')).toEqual({
      step: 'not supported',
      challenge: 'CUSTOM_CHALLENGE',
    })
  })
})

describe('what there is to choose from', () => {
  it('each code by the first of Cognito’s names for it', () => {
    const MFAS_CAN_CHOOSE = '["SMS_MFA","SMS_OTP","SOFTWARE_TOKEN_MFA"]'
    expect([...codeChoices(challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE }))]).toEqual([
      ['text message', 'SMS_MFA'],
      ['authenticator app', 'SOFTWARE_TOKEN_MFA'],
    ])
  })

  it('a password by SRP, in whatever order Cognito names them', () => {
    for (const available of [
      ['PASSWORD', 'PASSWORD_SRP'],
      ['PASSWORD_SRP', 'PASSWORD'],
      ['EMAIL_OTP', 'PASSWORD_SRP'],
    ]) {
      expect(wayChoices(challenge('SELECT_CHALLENGE', {}, available)).get('password')).toBe('PASSWORD_SRP')
    }
  })

  it('without a list of set-ups, an authenticator app', () => {
    expect(setUpChoices(challenge('MFA_SETUP'))).toEqual(['authenticator app'])
    expect(setUpChoices(challenge('MFA_SETUP', { MFAS_CAN_SETUP: '["SMS_MFA"]' }))).toEqual([])
  })

  it('a challenge that asks for no code comes from nowhere', () => {
    expect(codeMember(challenge('SELECT_MFA_TYPE'))).toBe('')
    expect(codeSource(challenge('SELECT_MFA_TYPE'))).toBeUndefined()
  })
})
