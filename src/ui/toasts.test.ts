import { beforeEach, expect, test, vi } from 'vitest'
import { inSight, toasts } from './toasts.ts'

beforeEach(() => toasts.clear())

test('the same error again raises a counter and keeps its place', () => {
  const first = toasts.show({ kind: 'danger', title: 'The list could not be loaded' })
  toasts.show({ kind: 'success', title: 'Ana Silva signed out' })
  expect(toasts.show({ kind: 'danger', title: 'The list could not be loaded' })).toBe(first)
  expect(toasts.all().map(({ title, count }) => [title, count])).toEqual([
    ['The list could not be loaded', 2],
    ['Ana Silva signed out', 1],
  ])
})

test('another detail is another toast', () => {
  toasts.show({ kind: 'danger', title: 'Not saved', detail: 'Cognito is busy.' })
  toasts.show({ kind: 'danger', title: 'Not saved', detail: 'The network is down.' })
  expect(toasts.all()).toHaveLength(2)
})

test('three are in sight, the fourth comes when one is closed', () => {
  const [first = 0] = ['a', 'b', 'c', 'd'].map((title) => toasts.show({ kind: 'info', title }))
  expect(inSight(toasts.all()).map(({ title }) => title)).toEqual(['a', 'b', 'c'])
  toasts.close(first)
  expect(inSight(toasts.all()).map(({ title }) => title)).toEqual(['b', 'c', 'd'])
})

test('listeners are told until they leave', () => {
  const listener = vi.fn<() => void>()
  const leave = toasts.subscribe(listener)
  toasts.show({ kind: 'info', title: 'a' })
  leave()
  toasts.show({ kind: 'info', title: 'b' })
  expect(listener).toHaveBeenCalledTimes(1)
})
