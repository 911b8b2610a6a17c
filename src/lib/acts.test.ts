import { describe, expect, it } from 'vitest'

import { isUndone, stepsOf } from './actState.ts'
import { type ActState, actShown, actTitle, endsOf, type UserAct } from './acts.ts'

const at = new Date('2026-11-21T12:00:00Z')
const failure = { operation: 'x', code: 'NotAuthorizedException', class: 'rejected', attempts: 1 } as const
const impossible = (message: string): ActState => ({ state: 'not possible', at, failure: { ...failure, message } })
const reset: UserAct = { do: 'reset password' }

describe('an act in words', () => {
  it.each<[UserAct, string]>([
    [{ do: 'disable' }, 'Disable the account'],
    [{ do: 'sign out' }, 'Sign out everywhere'],
    [{ do: 'forget devices' }, 'Forget every device'],
    [{ do: 'forget device', key: 'us-east-1_abcd' }, 'Forget the device …abcd'],
    [{ do: 'forget device', key: 'k', name: 'Lamp' }, 'Forget Lamp'],
    [reset, 'Reset the password'],
    [{ do: 'enable' }, 'Enable again'],
    [{ do: 'end session', id: 't', kind: 'token', linked: false, device: 'Firefox / Mac' }, 'Sign out Firefox on Mac'],
  ])('%j is called %j', (act, title) => {
    expect(actTitle(act)).toBe(title)
  })

  it.each<[UserAct, ActState, string, RegExp]>([
    [reset, { state: 'waiting' }, 'Under way', /^$/],
    [reset, { state: 'done', at, requestId: 'r' }, 'Accepted', /Accepted by Cognito/],
    [reset, { state: 'done', at, requestId: 'r', afterEnabling: true }, 'Accepted', /right after enabling/],
    [{ do: 'forget devices' }, { state: 'done', at, requestId: 'r', count: 1 }, 'Accepted', /1 device forgotten/],
    [{ do: 'forget devices' }, { state: 'done', at, requestId: 'r', count: 2 }, 'Accepted', /2 devices forgotten/],
    [reset, { state: 'already', at }, 'Done', /had already ended/],
    [reset, { state: 'failed', at, failure: { ...failure, message: '' } }, 'Failed', /Not allowed/],
    [reset, { state: 'skipped' }, 'Skipped', /Left out/],
    [reset, impossible('User is disabled'), 'Not possible', /Enable it/],
    [reset, impossible('cannot be reset in the current state.'), 'Not possible', /state that the account is in/],
    [reset, impossible('no verified email'), 'Not possible', /no way to send/],
    [{ do: 'forget devices' }, { state: 'not possible', at }, 'Nothing to do', /no device/],
    [reset, { state: 'not tried', why: 'the password was not reset' }, 'Not done', /Held back/],
  ])('%j, %j: %s', (act, state, text, why) => {
    const shown = actShown(act, state, false)
    expect(shown.text).toBe(text)
    expect(shown.why).toMatch(why)
  })

  it.each<[UserAct['do'][], string[]]>([
    [['disable', 'sign out', 'forget devices', 'reset password'], ['disable']],
    [['disable', 'reset password', 'enable'], ['sign out']],
    [['sign out', 'forget devices', 'enable'], ['sign out']],
    [
      ['forget devices', 'reset password'],
      ['forget device', 'reset password'],
    ],
    [['reset password', 'enable'], ['reset password']],
    [['enable'], []],
  ])('%j leave what %j leave', (acts, ends) => {
    expect(endsOf(acts.map((what) => ({ do: what }) as UserAct)).map(({ of }) => of)).toEqual(ends)
  })

  it('what nobody works on any more is not finished', () => {
    expect(actShown(reset, { state: 'waiting' }, true).text).toBe('Not finished')
  })

  it('is accepted, and not more, while nobody has observed it', () => {
    expect(actShown(reset, { state: 'done', at, requestId: 'r' }, false).mark).toBe('unknown')
    expect(actShown(reset, { state: 'already', at }, false).mark).toBe('ended')
  })

  it('is counted among what was to be done unless it was left out, and as done where there was nothing to do', () => {
    const acts = [
      { act: { do: 'disable' }, at: { state: 'done', at, requestId: 'r' } },
      { act: { do: 'forget devices' }, at: { state: 'not possible', at } },
      { act: reset, at: impossible('') },
      { act: { do: 'enable' }, at: { state: 'skipped' } },
    ] as const satisfies Parameters<typeof stepsOf>[0]
    expect(stepsOf(acts)).toEqual({ toDo: 3, done: 2, nothing: 1 })
  })

  it('is undone unless it was done, left out, or there was nothing to do', () => {
    expect(isUndone(reset, impossible(''))).toBe(true)
    expect(isUndone(reset, { state: 'not tried', why: 'stopped' })).toBe(true)
    expect(isUndone({ do: 'forget devices' }, { state: 'not possible', at })).toBe(false)
    expect(isUndone(reset, { state: 'skipped' })).toBe(false)
  })
})
