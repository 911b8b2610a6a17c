import { expect, test } from 'vitest'

import { withRuntime } from './one-script.ts'

const runtime = {
  fileName: 'assets/runtime-AbC_-1.js',
  code: 'var e=1,o=()=>e,c=(n)=>n+e;export{c as n,o as t};\n',
}

test('the runtime stands in the place of its import, and its names meet no others', async () => {
  const code = withRuntime('import{n as e,t}from"./runtime-AbC_-1.js";var o=e(40)+t();export{o as result};', runtime)
  expect(code).not.toContain('import')
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  expect(module).toMatchObject({ result: 42 })
})

test.each([
  ['a script that imports another file', 'import{n as e}from"./other.js";e(1);', runtime],
  ['a script whose import is not the first thing', 'a();import{n as e}from"./runtime-AbC_-1.js";', runtime],
  ['a runtime without exports', 'import{n as e}from"./runtime-AbC_-1.js";', { ...runtime, code: 'var e=1;' }],
])('%s is refused, and built nowhere', (_, code, given) => {
  expect(() => withRuntime(code, given)).toThrow(
    /^The first script does not begin with its import of runtime-AbC_-1.js/,
  )
})
