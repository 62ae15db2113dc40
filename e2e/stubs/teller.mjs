/**
 * An agent that does nothing but tell what its keyboard says: each line of JSON typed into it goes to the deck's hook entry, as
 * Claude Code's hooks do. The argument is the hook entry.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const [entry] = process.argv.slice(2)
let told = Promise.resolve()

createInterface({ input: process.stdin }).on('line', (line) => {
  if (!line.startsWith('{')) return
  told = told.then(
    () =>
      new Promise((resolve) => {
        const hook = spawn(process.execPath, [entry, 'claude'], { stdio: ['pipe', 'ignore', 'inherit'] })
        hook.on('close', resolve)
        hook.stdin.end(line)
      }),
  )
})
console.log('listening')
