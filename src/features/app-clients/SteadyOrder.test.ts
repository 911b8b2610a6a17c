import { expect, test } from 'vitest'
import { SteadyOrder } from './SteadyOrder.ts'

type Row = { key: string; on?: boolean }

const rows = (keys: string): Row[] => keys.split('').map((key) => ({ key }))
const keys = (shown: readonly Row[]) => shown.map(({ key }) => key).join('')

test('while nobody is at the rows they are as they are wanted', () => {
  const order = new SteadyOrder<Row>()
  expect(keys(order.next(rows('bd'), false, 'name'))).toBe('bd')
  expect(keys(order.next(rows('abcd'), false, 'name'))).toBe('abcd')
})

test('somebody’s rows stay where they are; new ones follow, those that are gone leave, and each is told anew', () => {
  const order = new SteadyOrder<Row>()
  order.next(rows('bde'), false, 'name')
  const shown = order.next([{ key: 'a' }, { key: 'b', on: true }, { key: 'c' }, { key: 'e' }], true, 'name')
  expect(keys(shown)).toBe('beac')
  expect(shown[0]).toEqual({ key: 'b', on: true })
  expect(keys(order.next(rows('0abce'), true, 'name'))).toBe('beac0')
})

test('another order is a wish, and holds at once', () => {
  const order = new SteadyOrder<Row>()
  order.next(rows('bd'), false, 'name')
  order.next(rows('abd'), true, 'name')
  expect(keys(order.next(rows('dba'), true, 'name, descending'))).toBe('dba')
})

test('nobody there any more: every row finds its place', () => {
  const order = new SteadyOrder<Row>()
  order.next(rows('bd'), false, 'name')
  order.next(rows('abd'), true, 'name')
  expect(keys(order.next(rows('abd'), false, 'name'))).toBe('abd')
})
