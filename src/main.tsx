import './ui/theme.css'
import { createRoot, hydrateRoot } from 'react-dom/client'

import { language } from '#language'

import { Root } from './app/Root.tsx'
import { start } from './app/start.ts'
import { keepFocus } from './ui/keepFocus.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const started = start()
const page = document.documentElement
// index.html says in which language the page is that stands there already.
if (page.lang === language) hydrateRoot(root, <Root started={started} />)
else createRoot(root).render(<Root started={started} />)
page.lang = language
keepFocus()
