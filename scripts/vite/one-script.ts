import type { Plugin } from 'vite'

const script = /\s*<script type="module"[^>]*src="\/(?<file>[^"]+)"[^>]*><\/script>/g

/**
 * Gives the first script a copy of the bundler's runtime, which the bundler keeps in a file of its own: half a kilobyte,
 * and one more request to send off before the first paint. Later scripts go on to import that file; its functions keep
 * nothing, so two of each are as good as one.
 */
export function oneScript(): Plugin {
  return {
    name: 'curfew:one-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const tags = [...html.matchAll(script)]
        const [runtime, first] = tags.map((tag) => bundle?.[tag.groups?.['file'] ?? ''])
        if (tags.length !== 2 || runtime?.type !== 'chunk' || first?.type !== 'chunk') {
          throw new Error('index.html has to name two scripts of this build: the runtime, and what is first.')
        }
        first.code = withRuntime(first.code, runtime)
        return html.replace(tags[0]?.[0] ?? '', '')
      },
    },
  }
}

/** A script with the runtime in the place of its import of it: in a function, where its names meet no others. */
export function withRuntime(code: string, runtime: { readonly fileName: string; readonly code: string }): string {
  const file = runtime.fileName.replace(/^.*\//, '')
  const [taking, taken] = new RegExp(`^import\\{([^}]+)\\}from"\\./${file}";`).exec(code) ?? []
  const [giving, given] = /;export\{([^}]+)\};\s*$/.exec(runtime.code) ?? []
  if (taking === undefined || taken === undefined || giving === undefined || given === undefined) {
    throw new Error(
      `The first script does not begin with its import of ${file}, or that does not end with its exports.`,
    )
  }
  const body = runtime.code.slice(0, -giving.length)
  return `const ${fields(taken)}=(()=>{${body};return${fields(given, true)}})();${code.slice(taking.length)}`
}

/** `a as b,c` as an object: `{a:b,c}` is what is taken from a module; `{b:a,c}` (turned) is what a module gives. */
function fields(list: string, turned = false): string {
  const pairs = list.split(',').map((item) => item.trim().split(' as '))
  return `{${pairs.map((pair) => (turned ? pair.toReversed() : pair).join(':')).join(',')}}`
}
