import { startDesktop } from './desktop/start'
import { installationAt } from './link/installation'

/** The desktop app's main process. */
startDesktop(installationAt(import.meta.dirname))
