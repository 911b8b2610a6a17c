import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, testEmulator } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator({ seed: 'none' })
})

describe('settings of the control plane', () => {
  test('are replaced as a whole, and a reset forgets them', async () => {
    const places = { '198.51.100.1': { Country: 'Chile' } }
    const set = await control(emulator, 'PUT', 'settings', { sessionDelayMs: 1, places })
    expect(set.body).toEqual({ sessionDelayMs: 1, untrackedSessions: 'refused', places })
    expect((await control(emulator, 'PUT', 'settings', { address: '::1' })).body).toMatchObject({
      sessionDelayMs: 0,
      address: '::1',
    })
    await control(emulator, 'POST', 'reset')
    expect((await control(emulator, 'GET', 'settings')).body).toEqual({
      sessionDelayMs: 0,
      untrackedSessions: 'refused',
      places: {},
    })
  })

  test.each([
    [{ sessionDelayMs: -1 }, 'sessionDelayMs: expected a number from 0'],
    [{ untrackedSessions: 'maybe' }, 'untrackedSessions: expected one of refused, empty'],
    [{ delay: 1 }, 'delay: not known here'],
    [{ places: { x: { Town: 'y' } } }, 'places["x"].Town: not known here'],
  ])('refuse %j and stay as they were', async (settings, message) => {
    await control(emulator, 'PUT', 'settings', { sessionDelayMs: 7 })
    const refused = await control(emulator, 'PUT', 'settings', settings)
    expect([refused.status, refused.body['error']]).toEqual([400, expect.stringContaining(message)])
    expect((await control(emulator, 'GET', 'settings')).body['sessionDelayMs']).toBe(7)
  })
})
