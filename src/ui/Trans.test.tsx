import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'

import { Trans } from './Trans.tsx'

it.each(['<0>Ada</0>', '</0>', '<b>Ada</b>', '<0/>', String.raw`\u003c0>`, 'a < b > c'])(
  'a value in a sentence with markup is text, whatever it holds: %s',
  (name) => {
    const sentence = (
      <Trans id="none" message="Signed out: <0>{name}</0>, twice" values={{ name }} components={{ 0: <bdi /> }} />
    )
    const shown = name.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(renderToStaticMarkup(sentence)).toBe(`Signed out: <bdi>${shown}</bdi>, twice`)
  },
)
