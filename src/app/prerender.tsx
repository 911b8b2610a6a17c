import { renderToString } from 'react-dom/server'

import { Root } from './Root.tsx'

/** The page as it is before anything is known, for index.html: the sign-in form, typable before any script runs. */
export function prerender(): string {
  return renderToString(<Root />)
}
