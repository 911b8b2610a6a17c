import { createServer, type Plugin, type ViteDevServer } from 'vite'

import { words } from './words.ts'

/** Where the page goes in English, and in German. */
const markers = { en: '<!--sign-in-->', de: '<!--sign-in de-->' } as const
const entry = '/src/app/prerender.tsx'

/**
 * Puts the sign-in page into index.html as HTML, so that it is painted and typable before any script has run.
 * The module's `prerender(): string` renders it: in development on each request and in English alone, in a build once in
 * each language.
 */
export function prerender(): Plugin {
  let root = ''
  return {
    name: 'curfew:prerender',
    configResolved(config) {
      root = config.root
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { server }) {
        for (const marker of Object.values(markers)) {
          if (html.split(marker).length !== 2) throw new Error(`index.html has to hold ${marker} once.`)
        }
        const english = server === undefined ? await renderAlone(root, 'en') : await render(server)
        const german = server === undefined ? await renderAlone(root, 'de') : ''
        return html.replace(markers.en, () => english).replace(markers.de, () => german)
      },
    },
  }
}

async function renderAlone(root: string, language: keyof typeof markers): Promise<string> {
  const server = await createServer({
    root,
    configFile: false,
    plugins: [words()],
    define: { 'import.meta.env.PRERENDERED': JSON.stringify(language) },
    appType: 'custom',
    logLevel: 'warn',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  })
  try {
    return await render(server)
  } finally {
    await server.close()
  }
}

async function render(server: ViteDevServer): Promise<string> {
  const module = await server.ssrLoadModule(entry)
  const page: unknown = typeof module['prerender'] === 'function' ? module['prerender']() : undefined
  if (typeof page !== 'string') throw new Error(`${entry} has to export prerender(): string.`)
  // The page's policy is style-src 'self' and script-src by hash: such attributes would be dropped by every browser.
  const refused = /\s(?:style|on[a-z]+)=/i.exec(page.replaceAll(/>[^<]*</g, '><'))
  if (refused !== null) throw new Error(`The prerendered page has an attribute${refused[0]} that its own CSP refuses.`)
  return page
}
