import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { SkewNotice } from './SkewNotice.tsx'

describe('that this device’s clock is wrong', () => {
  it.each([
    [3_599_200, 'This device’s clock is 1 h behind'],
    [-3_600_700, 'This device’s clock is 1 h ahead'],
    [61_000, 'This device’s clock is 1 min behind'],
    [-179_300, 'This device’s clock is 3 min ahead'],
  ])('%i ms: to the nearest minute', (skewMs, said) => {
    expect(renderToStaticMarkup(<SkewNotice skewMs={skewMs} />)).toContain(said)
  })

  it('by less than a minute is not worth saying', () => {
    expect(renderToStaticMarkup(<SkewNotice skewMs={59_000} />)).toBe('')
  })
})
