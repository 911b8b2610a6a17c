import { type NodePath, transformAsync, types } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { getConfig } from '@lingui/conf'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { lingui } from '@lingui/vite-plugin'
import type { Plugin } from 'vite'

/**
 * The words of the page: Lingui's macros compiled, and its catalogues (`src/languages/*.po`) loadable as modules.
 * English stays in the code, so that it needs no catalogue; a sentence with something to fill in is compiled in its
 * place, so that no compiler is shipped.
 */
export function words(): Plugin[] {
  const linguiConfig = getConfig()
  return [
    {
      name: 'curfew:words',
      enforce: 'pre',
      transform: {
        filter: { id: /\/src\/.*\.tsx?$/, code: /@lingui\/(?:core|react)\/macro/ },
        async handler(code, id) {
          const done = await transformAsync(code, {
            filename: id,
            babelrc: false,
            configFile: false,
            sourceMaps: true,
            parserOpts: { plugins: id.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
            plugins: [[macros, { linguiConfig, stripMessageField: false }], compiledInPlace],
          })
          return done?.code ? { code: done.code, map: done.map ?? null } : null
        },
      },
    },
    ...lingui({ failOnMissing: false, failOnCompileError: true }),
  ]
}

/** `message: 'Hello {name}'` becomes what Lingui's compiler makes of it. */
const compiledInPlace = {
  visitor: {
    Program: {
      exit(program: NodePath<types.Program>) {
        program.traverse({
          ObjectProperty({ node }) {
            if (!types.isIdentifier(node.key, { name: 'message' }) || !types.isStringLiteral(node.value)) return
            const compiled = compileMessage(node.value.value)
            if (typeof compiled !== 'string') node.value = types.valueToNode(compiled)
          },
        })
      },
    },
  },
}
