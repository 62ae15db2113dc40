import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/status-shape.css'
import { App } from './app/app'
import { startEffects } from './app/effects'
import { deck, link } from './state/deck'
import { rememberView } from './state/remember'
import { startSync } from './state/sync'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element')

startEffects(rememberView(sessionStorage))
startSync(link, deck)
createRoot(root).render(<App />)
