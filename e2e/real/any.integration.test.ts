import { setTimeout as sleep } from 'node:timers/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { any } from '../../electron/engine/agents/any/index'
import { restLine } from '../../electron/engine/agents/screen-text'
import type { Screen } from '../../electron/engine/terminal/host'
import { openPane, type Pane } from './pane'

/** A program with a prompt, line by line, that knows nothing of pastes. */
const PLAIN_PROGRAM = `
printf 'loading\\n'; sleep 0.5
while printf 'bot> ' && IFS= read -r line; do
  printf 'working\\n'; sleep 0.4; printf 'heard %s characters: %s\\n' "\${#line}" "$line"
done`

describe.skipIf(process.platform === 'win32')('any program, by its terminal alone', () => {
  let folder: string
  let pane: Pane

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deck-any-'))
  })

  afterEach(async () => {
    await pane.end()
    await rm(folder, { recursive: true, force: true })
  })

  function open(file: string, args: string[]): void {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TERM: 'xterm-256color',
      PS1: '$ ',
      LANG: 'C.UTF-8',
    }
    pane = openPane({ file, args, cwd: folder, env, cols: 100, rows: 30 })
  }

  const ready = (): Promise<Screen> =>
    pane.waitFor('a prompt', (screen) =>
      any.ready(screen, { status: 'idle' }, { now: Date.now(), typedSinceSubmit: 0 }),
    )

  /** Types, presses Enter, and waits for the proof. */
  async function submit(text: string): Promise<void> {
    for (const chunk of any.submit.chunks(text, await pane.screen())) pane.write(chunk)
    await sleep(any.submit.beforeEnterMs)
    const before = await pane.screen()
    expect(any.sawSubmit(text, before, before)).toBe(false)
    pane.write(any.submit.enter)
    await pane.waitFor('the proof', (screen) => any.sawSubmit(text, before, screen))
  }

  it('submits to a program without bracketed paste, as one line, when it is ready and not before', async () => {
    open('/bin/sh', ['-c', PLAIN_PROGRAM])
    const first = await ready()
    expect(restLine(first).text).toBe('bot> ')
    await submit('two\nlines of text')
    await pane.waitFor('the whole text', (screen) =>
      screen.lines.some((line) => line.text.includes('heard 17 characters: two lines of text')),
    )
    await ready()
  })

  it('submits to a shell with bracketed paste', async () => {
    open('/bin/bash', ['--norc', '--noprofile', '-i'])
    await ready()
    expect((await pane.screen()).bracketedPaste).toBe(true)
    await submit('echo one; echo $((40 + 2))')
    await pane.waitFor('the output', (screen) => screen.lines.some((line) => line.text === '42'))
  })

  it('sees a draft, and a question for one key', async () => {
    open('/bin/sh', ['-c', `printf 'bot> '; read -r x; printf 'Delete it? (y/n) '; read -r y`])
    const rest = restLine(await ready())
    pane.write('half')
    const context = { now: Date.now() + 1_000, typedSinceSubmit: 0, rest }
    await pane.waitFor('the draft', (screen) => any.readScreen(screen, context).draft === 'half')
    pane.write('\r')
    await pane.waitFor(
      'the question',
      (screen) => any.readScreen(screen, context).dialog?.title === 'Delete it? (y/n)',
    )
  })
})
