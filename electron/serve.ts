import { runCommand } from './cli/command'
import { processIo, end } from './cli/process-io'

/** The deck for a browser, as a program of its own: `node dist/serve.js [folder] [--port N] [--host H]`. */
await end(await runCommand(['serve', ...process.argv.slice(2)], processIo()))
