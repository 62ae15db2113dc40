import type { CliIo } from './args'

/** A process for tests that only remembers what was said. */
export function fakeIo(change: Partial<CliIo> = {}) {
  const said = { out: '', err: '' }
  const io: CliIo = {
    cwd: process.cwd(),
    env: {},
    stdout: (text) => void (said.out += text),
    stderr: (text) => void (said.err += text),
    stdin: async () => Buffer.alloc(0),
    interactive: false,
    question: async () => '',
    onKeys: () => () => undefined,
    size: () => undefined,
    onInterrupt: () => () => undefined,
    ...change,
  }
  return { io, said }
}
