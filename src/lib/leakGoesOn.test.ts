import { expect, it } from 'vitest'

import { leakGoesOn } from './leakGoesOn.ts'

const now = new Date('2030-01-01T00:00:00Z')
const day = 86_400_000
const hour = 3_600_000
const livesMs = { refresh: 30 * day, tokens: 2 * hour }
const stays = ['stays', undefined, undefined]
const cookie = ['until', hour, 'about']
const untils = (lines: ReturnType<typeof leakGoesOn>) =>
  lines.map(({ state, until, bound }) => [state, until && until.getTime() - now.getTime(), bound])

it('what could not be revoked works as long as tokens live at most, the last ones got at the very end', () => {
  expect(untils(leakGoesOn({ livesMs, identityPool: true }, now))).toEqual([
    ['until', 30 * day, 'at most'],
    ['until', 30 * day + 2 * hour, 'at most'],
    ['until', 30 * day + 2 * hour, 'at most'],
    ['until', 30 * day + 3 * hour, 'at most'],
    cookie,
    stays,
  ])
  expect(leakGoesOn({ livesMs, identityPool: false }, now)).toHaveLength(5)
})

it('how long is not said where it is not known', () => {
  expect(untils(leakGoesOn({ identityPool: true }, now))).toEqual([stays, stays, stays, stays, cookie, stays])
})
