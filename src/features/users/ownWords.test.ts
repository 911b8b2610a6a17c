import { describe, expect, it } from 'vitest'

import type { SessionShown } from '../../lib/sessionWords.ts'
import { endAct, endOne, withLink } from './actWords.ts'
import { evidenceText, ownPlanWarning, ownWarning } from './ownWords.ts'

const here: SessionShown = { id: 'tkn1', kind: 'token', here: true, cameThrough: 'sso1' }
const other: SessionShown = { id: 'tkn2', kind: 'token', here: false, cameThrough: 'sso2' }
const signIn: SessionShown = { id: 'sso1', kind: 'sso', here: false }
const otherSignIn: SessionShown = { id: 'sso2', kind: 'sso', here: false }
const all = [here, other, signIn, otherSignIn]
const isHere = ({ acts: [act] }: ReturnType<typeof endOne>) => act?.do === 'end session' && act.here === true

describe('what ends this browser’s own session', () => {
  it('is its own end, and that of the sign-in it came through, with what came through that', () => {
    expect(isHere(endOne(here, all))).toBe(true)
    expect(isHere(endOne(other, all))).toBe(false)
    expect(isHere(endOne(signIn, all))).toBe(true)
    expect(isHere(endOne(otherSignIn, all))).toBe(false)
  })

  it('follows the choice to take along what belongs to a session', () => {
    expect(isHere(withLink(endOne(signIn, all), false))).toBe(false)
    expect(isHere(withLink(withLink(endOne(signIn, all), false), true))).toBe(true)
    expect(isHere(withLink(endOne(here, all), true))).toBe(true)
    expect(isHere(withLink(endOne(other, all), true))).toBe(false)
  })
})

describe('what an operator is told who acts on their own account', () => {
  it('is fit for the act', () => {
    expect(ownWarning({ acts: [{ do: 'sign out' }] }, undefined)).toBe('You will be signed out here, too.')
    expect(ownWarning({ acts: [{ do: 'disable' }] }, undefined)).toMatch(
      /nobody signs in with this account until another operator/,
    )
    expect(ownWarning({ acts: [endAct(here, false)] }, undefined)).toMatch(/^The session of this browser ends with it/)
    expect(ownWarning({ acts: [endAct(other, false), endAct(here, false)] }, undefined)).toMatch(/is among them/)
    expect(ownWarning({ acts: [endAct(other, false)] }, undefined)).toMatch(/This session goes on/)
    expect(ownWarning({ acts: [{ do: 'forget device', key: 'd1' }] }, 'd1')).toMatch(/^It is this browser/)
    expect(ownWarning({ acts: [{ do: 'forget device', key: 'd1' }] }, 'd2')).toBeUndefined()
    expect(ownWarning({ acts: [{ do: 'enable' }] }, 'd1')).toBeUndefined()
  })

  it('says of a session what may be, where it is not known which one this browser’s is', () => {
    const saying = (...acts: Parameters<typeof ownWarning>[0]['acts']) =>
      ownWarning({ acts, hereUnknown: true }, undefined)
    expect(saying(endAct(other, false))).toMatch(/^It may end the session of this browser/)
    expect(saying(endAct(signIn, true))).toMatch(/^It may end the session of this browser/)
    expect(saying(endAct(other, false), endAct(signIn, true))).toMatch(/may be among them/)
    // Only the browser's sign-in ends, and no app that came through it.
    expect(saying(endAct(signIn, false))).toMatch(/This session goes on/)
    expect(saying(endAct(here, false))).toMatch(/^The session of this browser ends with it/)
  })

  it('of a plan that forgets the devices says so where this browser is one', () => {
    const [forgets, resets] = ownPlanWarning([{ do: 'forget devices' }, { do: 'reset password' }], 'd1')
    expect(forgets).toMatch(/^This browser is among them: this session gets no new tokens/)
    expect(resets).toMatch(/^Cognito may refuse this session/)
    expect(ownPlanWarning([{ do: 'enable' }], 'd1')).toEqual(['This session goes on.'])
  })

  it('of a plan says when the tab ends, and who has to enable the account', () => {
    const [ends, enables] = ownPlanWarning([{ do: 'disable' }, { do: 'sign out' }, { do: 'enable' }], undefined)
    expect(ends).toMatch(/after the last one you will be signed out here/)
    expect(enables).toMatch(/another operator has to do it/)
    expect(ownPlanWarning([{ do: 'disable' }], undefined)[1]).toMatch(/^Nobody signs in with this account/)
    expect(ownPlanWarning([{ do: 'sign out' }], undefined)).toHaveLength(1)
    expect(ownPlanWarning([{ do: 'forget devices' }], undefined)).toEqual(['This session goes on.'])
    expect(ownPlanWarning([{ do: 'reset password' }], undefined)[0]).toMatch(/^Cognito may refuse this session/)
  })

  it('afterwards says what this browser’s token was answered, and of others that there is none', () => {
    const acts = [{ act: { do: 'sign out' }, at: { state: 'waiting' } }] as const
    const saying = (own: Parameters<typeof evidenceText>[0]['own']) => evidenceText({ acts, ...(own && { own }) })
    const at = new Date('2026-11-21T12:00:00Z')
    expect(saying(undefined)).toMatch(/No token of the user is here/)
    expect(saying({})).toMatch(/own token can show nothing of it/)
    expect(saying({ proof: { state: 'waiting' } })).toMatch(/is being tried/)
    expect(saying({ proof: { state: 'observed refused', at, probe: 'GetUser', message: '' } })).toMatch(/refuses/)
    expect(saying({ proof: { state: 'still answers', at, probe: 'GetUser', tries: 5 } })).toMatch(/has not ended/)
    expect(saying({ proof: { state: 'not possible', why: 'no scope' } })).toMatch(/could not be seen/)
  })
})
