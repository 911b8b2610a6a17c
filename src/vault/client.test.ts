import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { vault as realVault } from './client.ts'
import { forgetNextHalf, newSessionHalf } from './halves.ts'
import { failureIn } from './testAnswers.ts'
import { Page } from './testPage.ts'

// The page's one vault, with a worker that says what a test wants.

let page: Page
let vault: typeof realVault
vi.mock('./trustedWorker.ts', () => ({ trustedWorker: () => page.start() }))

beforeEach(async () => {
  page = new Page()
  vi.resetModules()
  vault = (await import('./client.ts')).vault
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** Another tab signs in meanwhile: its half takes the place, and goes once its session has begun. */
function anotherTabSignsIn(): void {
  forgetNextHalf(newSessionHalf() ?? '')
}

/** The half that the latest request names, and the one in the cookie as it was asked. */
function halvesAsked() {
  const { args, halves } = page.asked.at(-1) as unknown as { args: { half?: string }; halves: { next?: string } }
  return { named: args.half, kept: halves.next }
}

describe('the half of a session that may begin', () => {
  it('is in its cookie for each try and each answer, whatever other tabs did meanwhile', async () => {
    const person = { username: 'ada', password: 'x', memoryOnly: false }
    const refused = failureIn(vault.signIn(person))
    const { named } = halvesAsked()
    expect(named).toBeDefined()
    const failure = { operation: 'InitiateAuth', code: 'X', message: 'x', class: 'rejected', attempts: 1 } as const
    page.say({ kind: 'failure', id: page.asked.at(-1)?.id ?? 0, failure })
    await refused

    anotherTabSignsIn()
    const asked = vault.signIn(person)
    expect(halvesAsked()).toEqual({ named, kept: named })
    page.answer({ step: 'code', source: 'app' })
    await asked

    anotherTabSignsIn()
    const answered = vault.answer('answerCode', { code: '123456' })
    expect(halvesAsked().kept).toBe(named)
    page.answer({ step: 'signed in' })
    await expect.poll(() => page.asked.at(-1)?.operation).toBe('announce')
    page.answer(undefined)
    await answered
    expect(page.cookies).toEqual(['outbox', 'session'])
  })

  it('is nowhere on a shared computer', async () => {
    const begun = vault.signIn({ username: 'ada', password: 'x', memoryOnly: true })
    page.answer({ step: 'code', source: 'app' })
    await begun
    const answered = vault.answer('answerCode', { code: '123456' })
    page.answer({ step: 'signed in' })
    await answered
    expect(page.cookies).toEqual([])
  })
})
