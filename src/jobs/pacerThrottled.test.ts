import { expect, test } from 'vitest'

import { Pacer } from './Pacer.ts'

test('after throttling the next call waits as long as the slower pace asks, though it was due', () => {
  const pacer = new Pacer(8)
  pacer.spend(9_000)
  pacer.slowDown(10_000)
  expect(pacer.nextMs).toBe(10_250)
})

test('after throttling what several calls still owe is waited for', () => {
  const pacer = new Pacer(8)
  pacer.spend(10_000, 8)
  pacer.slowDown(10_000)
  expect(pacer.nextMs).toBe(11_000)
})

test('a second after throttling it is a burst of its own', () => {
  const pacer = new Pacer(8)
  pacer.slowDown(10_000)
  pacer.slowDown(10_999)
  expect(pacer.perSecond).toBe(4)
  pacer.slowDown(11_000)
  expect(pacer.perSecond).toBe(2)
})
