import type { Plugin } from 'vite'

const catalogue = '/src/languages/de.po'

/**
 * Says in index.html where the German catalogue is, so that it is fetched beside the first scripts and not after them.
 * The name in the page is the source's; a build puts the name of the file there that the source became.
 */
export function earlyCatalogue(): Plugin {
  return {
    name: 'curfew:early-catalogue',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (html.split(catalogue).length !== 2) throw new Error(`index.html has to name ${catalogue} once.`)
        return html.replace(catalogue, () => (bundle === undefined ? `${catalogue}?import` : built(bundle)))
      },
    },
  }
}

type Bundle = Readonly<Record<string, { type: string; fileName: string; facadeModuleId?: string | null }>>

function built(bundle: Bundle): string {
  const chunk = Object.values(bundle).find(({ facadeModuleId }) => facadeModuleId?.endsWith(catalogue))
  if (chunk === undefined) throw new Error(`${catalogue} is no file of this build.`)
  return `/${chunk.fileName}`
}
