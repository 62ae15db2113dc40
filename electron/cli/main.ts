import { runCommand } from './command'
import { end, processIo } from './process-io'

/** The `dot-agent-deck` command. */
await end(await runCommand(process.argv.slice(2), processIo()))
