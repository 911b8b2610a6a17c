import type { Plugin } from 'vite'

const sheet = /<link rel="stylesheet"[^>]*href="\/(?<file>[^"]+\.css)"[^>]*>/g

/**
 * Puts the built stylesheet into index.html, so that the first paint waits for one answer and not for two. The policy
 * admits it by its hash (deploy/headers.mjs).
 */
export function inlineStyles(): Plugin {
  return {
    name: 'curfew:inline-styles',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        return html.replaceAll(sheet, (link, file: string) => {
          const asset = bundle?.[file]
          if (asset?.type !== 'asset') throw new Error(`${link} names no stylesheet of this build.`)
          const text = typeof asset.source === 'string' ? asset.source : new TextDecoder().decode(asset.source)
          if (/<\/style/i.test(text)) throw new Error('The stylesheet would end its own element.')
          return `<style>${text.trim()}</style>`
        })
      },
    },
  }
}
