import type { Session } from './session'

/** Calls the deck's own command, with the text on its standard input so that no shell has to quote it. */
export async function deck(session: Session, args: string[], text: string): Promise<boolean> {
  const shown = `dot-agent-deck ${args.join(' ')}`
  const { ok } = await session.tool('Bash', shown, async () => {
    const { code, output } = await session.run('dot-agent-deck', [...args, '--task-file', '-'], text)
    return { ok: code === 0 || code === 3, lines: output.split('\n') }
  })
  return ok
}
