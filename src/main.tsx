import './ui/theme.css'
import { hydrateRoot } from 'react-dom/client'

import { Root } from './app/Root.tsx'
import { start } from './app/start.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const started = start()
hydrateRoot(root, <Root started={started} />)
void started.then(() => {
  delete document.documentElement.dataset['session']
})
