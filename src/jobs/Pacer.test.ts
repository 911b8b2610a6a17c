import { expect, test } from 'vitest'

import { Pacer } from './Pacer.ts'

test('calls are spaced evenly', () => {
  const pacer = new Pacer(5)
  const made: number[] = []
  for (let nowMs = 1_000; made.length < 5; nowMs += 1) {
    if (nowMs < pacer.nextMs) continue
    pacer.spend(nowMs)
    made.push(nowMs)
  }
  expect(made).toEqual([1_000, 1_200, 1_400, 1_600, 1_800])
})

test('what a timer slept through is not made up for', () => {
  const pacer = new Pacer(5)
  pacer.spend(0)
  pacer.spend(60_000)
  pacer.spend(60_000)
  expect(pacer.nextMs).toBe(60_200)
})

test('throttling halves the pace, once for a burst, and it recovers slowly', () => {
  const pacer = new Pacer(8)
  pacer.slowDown(10_000)
  pacer.slowDown(10_100)
  expect(pacer.perSecond).toBe(4)
  expect(pacer.isSlowed).toBe(true)
  pacer.spend(14_999)
  expect(pacer.perSecond).toBe(4)
  pacer.spend(15_000)
  expect(pacer.perSecond).toBe(4.8)
  for (let nowMs = 20_000; nowMs <= 60_000; nowMs += 1_000) pacer.spend(nowMs)
  expect(pacer.perSecond).toBe(8)
  expect(pacer.isSlowed).toBe(false)
})

test('where nobody else waits for the quota, it recovers as fast as it is told to', () => {
  const pacer = new Pacer(8, 1_000)
  pacer.slowDown(10_000)
  pacer.spend(10_999)
  expect(pacer.perSecond).toBe(4)
  for (let nowMs = 11_000; nowMs <= 16_000; nowMs += 1_000) pacer.spend(nowMs)
  expect(pacer.isSlowed).toBe(false)
})

test('several calls that follow each other take their time from the next ones', () => {
  const pacer = new Pacer(5)
  pacer.spend(60_000)
  pacer.spend(60_000, 3)
  expect(pacer.nextMs).toBe(60_800)
})

test('it never stands still', () => {
  const pacer = new Pacer(1)
  for (let nowMs = 0; nowMs < 60_000; nowMs += 2_000) pacer.slowDown(nowMs)
  expect(pacer.perSecond).toBe(0.5)
})
