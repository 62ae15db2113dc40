import { spawn } from 'node:child_process'

/** How a program that was run came out. */
export interface Outcome {
  code: number
  output: string
}

/** Characters of output that are kept; the demo's programs print far less. */
const MAX_OUTPUT = 64 * 1024

/** Runs a program in the project and waits for its end. A program that is not there gives code 127, as in a shell. */
export function runProgram(
  file: string,
  args: string[],
  options: { cwd: string; input?: string; env?: NodeJS.ProcessEnv } = { cwd: process.cwd() },
): Promise<Outcome> {
  return new Promise((resolve) => {
    // A test runner marks its children; ours must not take itself for one.
    const { NODE_TEST_CONTEXT: _, ...env } = { ...process.env, ...options.env }
    const child = spawn(file, args, {
      cwd: options.cwd,
      env,
      // On Windows the command is a script, which only a shell can start.
      shell: process.platform === 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    // A program that ends without reading its input closes the pipe; its exit code says what happened.
    child.stdin.on('error', () => undefined)
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.trim() }))
    child.stdin.end(options.input ?? '')
  })
}
