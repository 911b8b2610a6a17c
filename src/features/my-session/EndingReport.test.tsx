import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import type { ElsewhereReceipt, ListProof } from '../../vault/protocol.ts'
import { EndedStatus, EndingReport } from './EndingReport.tsx'

const at = new Date()
const nothing = () => undefined

function shown(list: ListProof): string {
  const server = { step: 'accepted', at, requestId: 'r', attempts: 1 } as const
  const session = { id: 'tkn1', kind: 'token', device: 'Firefox 153 / Windows', linked: false, server, list } as const
  const receipt = { id: 'r', sessions: [session] } as unknown as ElsewhereReceipt
  return renderToStaticMarkup(
    <>
      <EndingReport receipt={receipt} stopping={false} onStop={nothing} onRetry={nothing} onReceipt={nothing} />
      <EndedStatus receipt={receipt} />
    </>,
  )
}

test('a session is said to be signed out once the list has agreed, in sight and to a screen reader', () => {
  const text = shown({ state: 'no longer listed', at })
  expect(text).toContain('border-live')
  expect(text.match(/Firefox 153 on Windows signed out/g)).toHaveLength(2)
})

test.each<[ListProof, string]>([
  [{ state: 'waiting' }, 'its list takes a few seconds'],
  [{ state: 'still listed', at, looks: 4 }, 'but still lists what it ended'],
  [{ state: 'not known' }, 'Whether its list agrees is not known'],
])('before that ($state) what Cognito accepted, and why that is not all', (list, words) => {
  const text = shown(list)
  expect(text).not.toContain('border-live')
  expect(text).not.toContain('signed out')
  expect(text.split(words)).toHaveLength(3)
})
