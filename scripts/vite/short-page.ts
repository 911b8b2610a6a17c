import type { Plugin } from 'vite'

/** Leaves the comments of the script in index.html to those who read its source: the first paint waits for every byte. */
export function shortPage(): Plugin {
  return {
    name: 'curfew:short-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(/<script>[^]*?<\/script>/, (script) => script.replaceAll(/^\s*(?:\/\/.*\n)?/gm, '')),
    },
  }
}
