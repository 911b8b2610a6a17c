import { describe, expect, it } from 'vitest'

import { demo, useVirtualTime, World } from '../../vault/testWorld.ts'
import { claimMeaning, claimText, claimTime } from './claimWords.ts'

useVirtualTime({ withoutPauses: true })

describe('the words for claims', () => {
  it('are there for every claim that Cognito issues', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.rhea)
    const shown = await tab.run('claims', {})
    const names = [...(shown?.access ?? []), ...(shown?.id ?? [])].map(({ name }) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => claimMeaning(name) === undefined)).toEqual([])
  })

  it('know what is the pool’s own, and what is nobody’s', () => {
    expect(claimMeaning('custom:tenant')).toContain('defines itself')
    expect(claimMeaning('dev:custom:tenant')).toContain('administrators')
    expect(claimMeaning('tenant')).toBeUndefined()
    expect(claimMeaning('constructor')).toBeUndefined()
  })

  it('read values and times', () => {
    expect(claimText('"text"')).toBe('text')
    expect(claimText('["a"]')).toBe('[\n  "a"\n]')
    expect(claimTime('exp', '1700000000')).toEqual(new Date(1_700_000_000_000))
    expect(claimTime('exp', '"never"')).toBeUndefined()
    expect(claimTime('version', '2')).toBeUndefined()
  })
})
