import { expect, test } from 'vitest'

import { readList } from '../../jobs/listText.ts'
import { evidence, outcomeMarks, outcomes, resultsCsv } from './jobText.ts'

test('what Cognito accepted is told as that, and not as an end that was observed', () => {
  expect([outcomes.done, outcomeMarks.done]).toEqual(['Accepted', 'unknown'])
  expect(evidence).toMatch(/that is all the evidence there is/)
})

test('the file says so too, and can be read as a list again', () => {
  const target = { username: 'ada' }
  const csv = resultsCsv([{ n: 0, target, state: 'done', result: { requestId: 'r-1' } }] as never)
  expect(csv).toContain('Accepted, not observed')
  expect(csv).toContain('r-1')
  expect(readList(csv).names).toEqual(['ada'])
})
