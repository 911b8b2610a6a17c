import { expect, test } from 'vitest'

import { readList } from '../../jobs/listText.ts'
import { asTold, evidence, outcomeMarks, outcomes, resultsCsv, resultsJson } from './jobText.ts'

test('what Cognito accepted is told as that, and not as an end that was observed', () => {
  expect([outcomes.done, outcomeMarks.done]).toEqual(['Accepted', 'unknown'])
  expect(evidence).toMatch(/that is all the evidence there is/)
})

test('whose call got no answer is not told as not begun, however the job stands', () => {
  const told = [{ unanswered: true }, { lost: true }, {}].map((item, n) =>
    asTold({ n, tries: 0, target: { username: `user-${n}` }, state: 'waiting', ...item } as never),
  )
  expect(told.map(({ state }) => outcomes[state])).toEqual(['Not known', 'Not known', 'Not begun'])
  const { counts } = JSON.parse(resultsJson({ createdAt: new Date(), counts: {} } as never, told))
  expect(counts).toMatchObject({ waiting: 1, 'not known': 2 })
})

test('the file says so too, and can be read as a list again', () => {
  const target = { username: 'ada' }
  const csv = resultsCsv([{ n: 0, target, state: 'done', result: { requestId: 'r-1' } }] as never)
  expect(csv).toContain('Accepted, not observed')
  expect(csv).toContain('r-1')
  expect(readList(csv).names).toEqual(['ada'])
})
