import './ui/theme.css'
import { createRoot, hydrateRoot } from 'react-dom/client'

import { language } from '#language'

import { Root } from './app/Root.tsx'
import { start } from './app/start.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const started = start()
document.documentElement.lang = language
// The page that stands in index.html is in English.
if (language === 'en') hydrateRoot(root, <Root started={started} />)
else createRoot(root).render(<Root started={started} />)
void started.then(() => {
  delete document.documentElement.dataset['session']
})
