import { expect, test, vi } from 'vitest'
import type { Screen, TerminalHost } from '../terminal/host'
import { loadScreen } from '../agents/claude/fixtures/load'
import { adapterFor } from '../agents/index'
import { AgentSession } from './agent-session'

const POINTER =
  'Your task t1 is in the file .dot-agent-deck/runs/r-1/t1-coder.md: read it now and carry it out.'

/** A program at rest in a terminal of 60 columns, with the cursor at the end of the last line. */
function screenOf(...lines: string[]): Screen {
  return {
    cols: 60,
    rows: 20,
    cursor: { x: lines.at(-1)?.length ?? 0, y: lines.length - 1, visible: true },
    alternate: false,
    bracketedPaste: true,
    mouse: false,
    title: '',
    lines: lines.map((text) => ({ text, dim: [], inverse: [] })),
    outputBytes: 100,
    lastOutputAt: Date.now() - 1000,
    inputBytes: 0,
  }
}

/** As answers from another process come. */
function nextTurn<T>(value: T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(value)))
}

function sessionOn(first: Screen, stillMs?: number, agent?: string) {
  const world = { screen: first, looks: 0, written: '' }
  const host = {
    screen: () => {
      world.looks++
      return nextTurn(world.screen)
    },
    write: (_: string, data: string) => {
      world.written += data
    },
  } satisfies Partial<TerminalHost>
  const additions = {
    pathFolders: [],
    env: {},
    shimmed: false,
    firstPromptPassed: false,
    carried: () => Promise.resolve(false),
  }
  const session: AgentSession = new AgentSession(
    'a-1',
    'p-1',
    adapterFor(agent),
    additions,
    // oxlint-disable-next-line no-unsafe-type-assertion -- no other part of a host is used by a session
    host as unknown as TerminalHost,
    '/nowhere',
    // As a held delivery does: whatever changes, it looks again.
    () => void session.look(),
    undefined,
    undefined,
    stillMs,
  )
  return { session, world }
}

test('a look that finds nothing new is not followed by another', async () => {
  const { session, world } = sessionOn(screenOf('hello', '> '))
  await session.look()
  expect(session.tracker.status).toBe('idle')
  await session.look()
  const before = world.looks
  await session.look()
  for (let turn = 0; turn < 10; turn++) await nextTurn(undefined)
  expect(world.looks).toBe(before + 1)
})

test('a turn whose end was never told is over when the screen stands still at an empty box', async () => {
  const { session, world } = sessionOn(screenOf('hello', '> '), 20)
  session.follow((seen) => session.observe(seen))
  await session.look()
  const turn = async () => {
    session.observe({ source: 'hook', kind: 'prompt', text: 'Do it' })
    await session.look()
    expect(session.tracker.status).toBe('thinking')
  }
  await turn()
  await vi.waitFor(() => expect(session.tracker.status).toBe('idle'))
  await turn()
  // It prints: a spinner that cannot be read, say.
  world.screen = { ...world.screen, outputBytes: 200 }
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(session.tracker.status).toBe('thinking')
  session.dispose()
})

test('a permission that only its screen and its terminal tell of is not answered from a card', async () => {
  const { session } = sessionOn(loadScreen('dialog-permission-bash'), undefined, 'claude')
  session.programStatus({ state: 'blocked', kind: 'permission', msg: 'approve Bash: touch perm1.txt' })
  await session.look()
  expect(session.shown).toMatchObject({ status: 'waiting', answerable: false })
  const asks = (subject: string) =>
    session.observe({
      source: 'hook',
      kind: 'waiting',
      for: 'permission',
      tool: 'Bash',
      question: 'Allow Bash: …',
      ask: { subject },
    })
  asks('rm -rf ~')
  expect(session.shown).toMatchObject({ answerable: false, waitingFor: 'Allow Bash: …' })
  asks('touch perm1.txt')
  expect(session.shown).toMatchObject({ answerable: true, waitingFor: 'Allow Bash: touch perm1.txt', ask: 2 })
  session.dispose()
})

test.each([
  ['gemini', [{ source: 'person', kind: 'reset' }]],
  ['claude', [{ source: 'person', kind: 'reset' }]],
  [undefined, []],
])('a new conversation that the person begins is told at once: %s', (agent, told) => {
  const { session } = sessionOn(screenOf('hello', '> '), undefined, agent)
  const heard: unknown[] = []
  session.follow((seen) => heard.push(seen))
  session.observe({ source: 'screen', reading: { box: 'empty' } })
  for (const key of '/clear\r') session.input(key)
  expect(heard).toEqual(told)
  session.dispose()
})

test('a compaction that only the screen tells of is told once, and not when it was there before', async () => {
  const framed = (...above: string[]): Screen =>
    screenOf(...above, `╭${'─'.repeat(20)}╮`, '│ ● ▋Ask anything     │', `╰${'─'.repeat(20)}╯`)
  const said = 'Chat history auto-compacted successfully.'
  const { session, world } = sessionOn(framed('● Before'), undefined, 'continue')
  const heard: unknown[] = []
  session.follow((seen) => heard.push(seen))
  const show = async (...above: string[]) => {
    world.screen = framed(...above)
    await session.look()
    return heard.splice(0)
  }
  const told = [{ source: 'notice', kind: 'compacted' }]
  expect(await show('● Before')).toEqual([])
  expect(await show('● Before', said)).toEqual(told)
  expect(await show(said, '● After')).toEqual([])
  expect(await show('● After')).toEqual([])
  expect(await show('● After', said)).toEqual(told)
  session.dispose()

  const other = sessionOn(framed(said), undefined, 'continue')
  other.session.follow((seen) => heard.push(seen))
  await other.session.look()
  expect(heard).toEqual([])
  other.session.dispose()
})

test('a pasted text that wraps is known to stand in the box', async () => {
  const { session, world } = sessionOn(screenOf('hello', '> '))
  await session.look()
  await session.paste(POINTER, false)
  world.screen = screenOf('hello', `> ${POINTER.slice(0, 56)}`, `  ${POINTER.slice(56)}`)
  const look = await session.look()
  if (!look) throw new Error('There is a screen')
  expect(session.viewOf(look, POINTER, false)).toMatchObject({ box: 'draft', holdsText: true, dialog: false })
  expect(session.viewOf(look, 'Something else that was never pasted here.', false).holdsText).toBe(false)
})

test('a long text of which the box has only the beginning is still arriving', async () => {
  const { session, world } = sessionOn(screenOf('hello', '> '))
  await session.look()
  const text = `${POINTER} ${'and so on '.repeat(40)}to its very end, at last`
  await session.paste(text, false)
  const view = async (shown: string) => {
    world.screen = screenOf('hello', `> ${shown}`)
    const look = await session.look()
    if (!look) throw new Error('There is a screen')
    const reading = { ...look.reading, box: 'draft' as const, draft: shown }
    return session.viewOf({ ...look, reading }, text, false)
  }
  expect(await view(text.slice(0, 60))).toMatchObject({ holdsText: true, arriving: true })
  expect(await view(text.slice(0, -12))).toMatchObject({ holdsText: true, arriving: true })
  expect(await view(text)).toMatchObject({ holdsText: true, arriving: false })
  expect(await view(text.slice(-90))).toMatchObject({ holdsText: true, arriving: false })
  expect(await view(text.slice(-90, -40))).toMatchObject({ holdsText: false })
  expect(await view('[Pasted text #1 +40 lines]')).toMatchObject({ holdsText: true, arriving: false })
})

test("the person's Enter into a dialog does not count as a draft; a text of theirs does", async () => {
  const { session, world } = sessionOn(screenOf('hello', '> '))
  await session.look()
  await session.paste(POINTER, false)
  session.release()
  world.screen = screenOf(`> ${POINTER}`)
  session.input('\r')
  const answered = await session.look()
  if (!answered) throw new Error('There is a screen')
  expect(session.viewOf(answered, POINTER, false).personTyped).toBe(false)
  session.input('x')
  expect(session.viewOf(answered, POINTER, false).personTyped).toBe(true)
})
