import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { call } from '../model-server/scenario'
import { Bench } from './bench'
import { playScript } from './script'
import type { Seat } from './seat'
import { binDirOf, nameOf, type Subject, type SubjectId } from './subject'
import { CHOSEN, Tables } from './tables'

/** Longest time of one test, milliseconds. */
const LIMIT_MS = 240_000

/** Agents of which nothing but the screen says what they ask. */
const ONLY_THERE: readonly SubjectId[] = ['gemini', 'continue']

/** It cuts a line that is too wide for its dialog, which then does not show the command. */
const CUTS_LINES: readonly SubjectId[] = ['qwen']

/** The tool with which a model asks the person one question, where it was measured. */
const QUESTION_TOOL: Partial<Record<SubjectId, string>> = { claude: 'AskUserQuestion', opencode: 'question' }

const tables = new Tables()

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

/** Resolves once the card may answer; with what it shows. */
function asked(seat: Seat, words: string): Promise<{ what: string; ask: number }> {
  return seat.until('a card that may answer', () => {
    const { status, answerable, waitingFor, ask } = seat.agent
    const listed = attentionOf(seat.run).some((item) => item.answerable)
    return status === 'waiting' && answerable && listed && waitingFor?.includes(words)
      ? { what: waitingFor, ask }
      : undefined
  })
}

for (const subject of CHOSEN) {
  const missing = process.platform === 'win32' || binDirOf(subject.id) === undefined
  describe.skipIf(missing)(`${nameOf(subject.id).label}, from its card`, { timeout: LIMIT_MS }, () => {
    if (ONLY_THERE.includes(subject.id)) {
      it('a permission is shown, and only its terminal answers it', () => onlyThere(subject))
    } else if (subject.cannot.card === undefined) {
      it('permissions are denied and allowed, each once, with the command in full', () =>
        tables.tried(subject, 'card', () => permissions(subject)))
    }
    it('a new conversation begins in the same process', () =>
      tables.tried(subject, 'card-anew', () => anew(subject)))
    const tool = QUESTION_TOOL[subject.id]
    if (tool)
      it('a question is answered with one of its choices', () =>
        tables.tried(subject, 'card-question', () => question(subject, tool)))
  })
}

async function start(subject: Subject, ask: boolean): Promise<{ bench: Bench; seat: Seat }> {
  const opened = await Bench.open(subject)
  bench = opened
  opened.model.play(
    playScript((prompt) => {
      const command = commandOf(prompt, CUTS_LINES.includes(subject.id) ? 2 : 16)
      return command === undefined ? undefined : [subject.shell(command, true)]
    }),
  )
  const seat = await opened.start(ask)
  await seat.status('idle')
  return { bench: opened, seat }
}

/** A command of several lines, whose second says so many words. */
function commandOf(prompt: string, words: number): string | undefined {
  const name = /^Make (\S+)$/.exec(prompt)?.[1]
  if (name === undefined) return undefined
  const said = 'and so on '.repeat(words).trim()
  return [`touch ${name}.first`, `echo ${said} > /dev/null`, `touch ${name}`].join(' &&\n')
}

async function permissions(subject: Subject): Promise<void> {
  const { bench: at, seat } = await start(subject, true)
  for (const [choice, name] of [
    ['deny', 'denied'],
    ['allow', 'allowed'],
  ] as const) {
    await seat.proven(await seat.prompt(`Make ${name}`))
    const { what, ask } = await asked(seat, `touch ${name}`)
    // All of it is on the card: also the last line.
    expect(what.trimEnd().endsWith(`touch ${name}`) || what.trimEnd().endsWith(`touch ${name})`)).toBe(true)
    expect(existsSync(join(at.facts.work, `${name}.first`))).toBe(false)
    const answer = { run: seat.id, pane: seat.pane, ask, waitingFor: what, choice }
    await seat.handle('permission.answer', answer)
    await seat.status('idle')
    expect(existsSync(join(at.facts.work, name))).toBe(choice === 'allow')
    // The same answer again is an answer to nothing.
    await expect(seat.handle('permission.answer', answer)).rejects.toThrow(/cannot be read|something else/)
  }
  const told = seat.events.flatMap(({ body }) => (body.type === 'ask-answered' ? [body.answer] : []))
  expect(told).toEqual(['deny', 'allow'])
}

async function onlyThere(subject: Subject): Promise<void> {
  const { bench: at, seat } = await start(subject, true)
  await seat.proven(await seat.prompt('Make denied'))
  await seat.until('the permission on the card', () => seat.agent.status === 'waiting')
  await seat.untilScreen('the dialog', (screen) => screen.includes('denied.first'))
  expect(seat.agent.answerable).toBe(false)
  const { ask, waitingFor } = seat.agent
  const answer = { run: seat.id, pane: seat.pane, ask, waitingFor, choice: 'allow' as const }
  await expect(seat.handle('permission.answer', answer)).rejects.toThrow('cannot be read with certainty')
  expect(existsSync(join(at.facts.work, 'denied.first'))).toBe(false)
}

async function anew(subject: Subject): Promise<void> {
  const { seat } = await start(subject, false)
  await seat.deliver('Before the new conversation')
  const { id } = seat.agent
  await seat.handle('pane.new-conversation', { run: seat.id, pane: seat.pane })
  expect(await seat.screen()).not.toContain('Before the new conversation')
  expect(seat.events.some(({ body }) => body.type === 'conversation-reset')).toBe(true)
  const logged = await seat.deliver('After it')
  expect(logged.ordinal).toBe(0)
  expect(seat.agent.id).toBe(id)
}

async function question(subject: Subject, tool: string): Promise<void> {
  const options = [
    { label: 'Red', description: 'A warm one' },
    { label: 'Dark blue', description: 'A cold one' },
  ]
  const questions = [
    { question: 'Which color should it have?', header: 'Color', options, multiSelect: false },
  ]
  const { bench: at, seat } = await start(subject, false)
  const results: string[] = []
  const play = playScript((prompt) => (prompt === 'Ask me' ? [call(tool, { questions })] : undefined))
  at.model.play((request, log) => {
    results.push(...request.messages.flatMap((each) => each.toolResults.map(({ text }) => text)))
    return play(request, log)
  })
  await seat.proven(await seat.prompt('Ask me'))
  const { what, ask } = await asked(seat, 'Which color')
  expect(seat.agent.options).toEqual(
    options.map(({ label, description }) => ({ label, detail: description })),
  )
  await seat.handle('choice.answer', { run: seat.id, pane: seat.pane, ask, waitingFor: what, option: 1 })
  await seat.status('idle')
  expect(results.some((result) => result.includes('Dark blue'))).toBe(true)
}
