import { describe, expect, it } from 'vitest'
import { runCommand } from './command'
import { fakeIo } from './fake-io'
import { verbHelp } from './help'

const verbs = Object.keys(verbHelp)

describe('runCommand', () => {
  it('shows what there is', async () => {
    const { io, said } = fakeIo()
    expect(await runCommand([], io)).toBe(0)
    for (const verb of verbs) expect(said.out).toContain(verb)
  })

  it.each(verbs)('has help for %s', async (verb) => {
    const { io, said } = fakeIo()
    expect(await runCommand([verb, '--help'], io)).toBe(0)
    expect(said.out).toContain(`dot-agent-deck ${verb}`)
  })

  it('says its version', async () => {
    const { io, said } = fakeIo()
    expect(await runCommand(['--version'], io)).toBe(0)
    expect(said.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each([
    [['dance'], 'There is no "dance"'],
    [['constructor'], 'There is no "constructor"'],
    [['delegate', '--task', 'x'], '--to <role>'],
    [['delegate', '--to', 'coder'], 'There is no text'],
    [['delegate', '--to', 'coder', '--task', 'x', '--task-file', 'y'], 'both given'],
    [['delegate', '--to', 'coder', '--task', 'x', 'extra'], 'extra'],
    [['delegate', '--to', 'coder', '--urgent'], '--urgent'],
    [['delegate', '--to', ' ', '--task', 'x'], '--to <role>'],
    [['work-done'], 'There is no text'],
    [['work-done', '--task', 'x', '--blocked', '--failed'], 'both given'],
    [['ask'], 'There is no text'],
    [['answer', '--task', 'x'], '--question <id>'],
    [['peek'], '--role <role>'],
    [['peek', '--role', 'coder', '--lines', '0'], '--lines'],
    [['peek', '--role', 'coder', '--lines', 'many'], '--lines'],
    [['status', 'now'], 'now'],
    [['serve', '--port', '70000'], '--port'],
    [['serve', '--port', '-1'], '--port'],
    [['run'], 'There is no text'],
    [['open', 'a', 'b'], '"b"'],
  ])('takes %j for a mistake in the call', async (args, hint) => {
    const { io, said } = fakeIo()
    expect(await runCommand(args, io)).toBe(2)
    expect(said.err).toContain(hint)
    expect(said.out).toBe('')
  })

  it.each([
    [['delegate', '--to', 'coder', '--task', 'x']],
    [['work-done', '--task', 'x']],
    [['ask', '--task', 'x']],
    [['status']],
    [['tasks']],
    [['peek', '--role', 'coder']],
  ])('refuses %j outside of a pane, with the reason', async (args) => {
    const { io, said } = fakeIo()
    expect(await runCommand(args, io)).toBe(1)
    expect(said.err).toContain(`"${args[0]}" works only inside a pane`)
  })

  it.each([
    ['', 'is empty'],
    ['a\0b', 'NUL bytes'],
    ['x'.repeat(5 * 1024 * 1024 + 1), 'larger than 5 MB'],
  ])('refuses a text that is no task', async (text, reason) => {
    const { io, said } = fakeIo({ stdin: async () => Buffer.from(text) })
    expect(await runCommand(['work-done', '--task-file', '-'], io)).toBe(1)
    expect(said.err).toContain(reason)
  })
})
