import { type CliIo, exitCode } from './args'

/** The real process as a verb sees it. */
export function processIo(): CliIo {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: readStandardInput,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    question,
    onKeys(listener) {
      const { stdin } = process
      if (!stdin.isTTY) return () => undefined
      const pressed = (keys: string): void => listener(keys)
      stdin.setRawMode(true).setEncoding('utf8').on('data', pressed)
      return () => {
        stdin.off('data', pressed).setRawMode(false).pause()
      }
    },
    size() {
      const { columns: cols, rows, isTTY } = process.stdout
      return isTTY ? { cols, rows } : undefined
    },
    onInterrupt(listener) {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener)
      return () => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, listener)
      }
    },
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(chunks)
}

async function question(text: string): Promise<string> {
  // Few calls ask anything, and it takes a while to load.
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // While a line is read, Ctrl+C is a key of it and no signal.
  lines.on('SIGINT', () => {
    if (!process.emit('SIGINT', 'SIGINT')) process.exit(exitCode.interrupted)
  })
  // Ctrl+D, or a terminal that goes: nothing was said.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return await Promise.race([lines.question(text), closed])
  } finally {
    lines.close()
  }
}

/** Waits until all output has left: a pipe takes it later than a terminal, and exiting would cut it off. */
async function flushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  }
}

/** Ends the process with this code, once all that was said has left. */
export async function end(code: number): Promise<never> {
  await flushed()
  process.exit(code)
}

// The reading end of a pipe has gone (`| head`): not an error of ours.
process.stdout.on('error', () => process.exit(exitCode.accepted))
