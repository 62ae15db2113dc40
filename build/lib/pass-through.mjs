/** Runs the product itself in place of the script: same terminal, same signals, same exit code. */
import { spawn } from 'node:child_process'

/** Variables that would make Electron start as plain Node, or change what it loads. */
const NOT_FOR_THE_PRODUCT = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS']

/** Runs the program to its end, then ends this process as the program ended. */
export async function passThrough(command, args, cwd = process.cwd()) {
  const env = { ...process.env }
  for (const name of NOT_FOR_THE_PRODUCT) delete env[name]
  const child = spawn(command, args, { stdio: 'inherit', env, cwd })
  // A terminal sends Ctrl+C to the program too; a signal sent to the script alone is handed on.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 1)))
  })
  process.exit(code)
}
