import { access, appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { next, runOf, started } from '#shared/model/run.fixture'
import type { UsageRecords } from './figures'
import { Meters } from './meter'
import { RecordTail } from './record-tail'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'meter-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const read = async (tail: RecordTail): Promise<string[]> => {
  const lines: string[] = []
  await tail.news((line) => lines.push(line))
  return lines
}

test('only whole lines, each once, also when characters are cut between two reads', async () => {
  const file = join(dir, 'r.jsonl')
  const bytes = Buffer.from('eins\nzwei – 👩‍💻\ndrei\n')
  const tail = new RecordTail(file)
  expect(await read(tail)).toEqual([])
  const lines: string[] = []
  for (const byte of bytes) {
    await appendFile(file, Buffer.of(byte))
    lines.push(...(await read(tail)))
  }
  expect(lines).toEqual(['eins', 'zwei – 👩‍💻', 'drei'])
})

test('a line that is far too long is passed over, and the next one is read', async () => {
  const file = join(dir, 'r.jsonl')
  await writeFile(file, `one\n${'x'.repeat(9 * 1024 * 1024)}\ntwo\n`)
  expect(await read(new RecordTail(file))).toEqual(['one', 'two'])
})

test('a file that was written anew is read from its beginning; a folder and a missing file have no lines', async () => {
  const file = join(dir, 'r.jsonl')
  const tail = new RecordTail(file)
  await writeFile(file, 'a long first line\n')
  expect(await read(tail)).toEqual(['a long first line'])
  await writeFile(file, 'b\n')
  expect(await read(tail)).toEqual(['b'])
  await mkdir(join(dir, 'folder'))
  expect(await read(new RecordTail(join(dir, 'folder')))).toEqual([])
})

/** Records whose lines are numbers of input tokens. */
const numbers: UsageRecords = {
  recordOf: (payload) => (typeof payload === 'string' ? payload : undefined),
  filesOf: (record) => Promise.resolve([record, `${record}.child`]),
  reader() {
    let input = 0
    return {
      line: (text) => void (input += Number(text)),
      figures: () =>
        input === 0
          ? undefined
          : { tokens: { input, output: 0, cacheRead: 0, cacheWrite: 0 }, source: 'measured' },
    }
  },
}

function meters(...before: EventBody[]) {
  const events: EventBody[] = []
  let run = runOf(started('a1', 'p1'), ...before)
  const made = new Meters({
    run: () => run,
    note: (body) => void events.push(body),
    broken: (error) => {
      throw error
    },
  })
  const told = () => events.map((body) => body.type === 'usage-seen' && body.tokens.input)
  const happens = (body: EventBody): void => {
    run = next(run, body)
  }
  return { made, told, events, happens }
}

test('one event at the end of a turn, with all records so far, and none when nothing is new', async () => {
  const { made, told } = meters()
  const [one, two] = [join(dir, 'one'), join(dir, 'two')]
  made.turnEnded('a1')
  made.hook('a1', numbers, { no: 'record' })
  made.hook('a1', numbers, one)
  await writeFile(one, '5\n7\n')
  await writeFile(`${one}.child`, '100\n')
  made.hook('a1', numbers, one)
  made.turnEnded('a1')
  made.turnEnded('a1')
  await made.settled()
  expect(told()).toEqual([112])
  // A conversation that was cleared goes on in another record.
  made.hook('a1', numbers, two)
  await writeFile(two, '1\n')
  made.turnEnded('a1')
  await made.settled()
  expect(told()).toEqual([112, 113])
})

test('what was used in a turn that was cut short is still counted when the agent is gone', async () => {
  const { made, told } = meters()
  made.hook('a1', numbers, join(dir, 'one'))
  await writeFile(join(dir, 'one'), '5\n')
  made.gone('a1')
  made.gone('a1')
  await made.settled()
  expect(told()).toEqual([5])
})

test('an agent that tells figures itself needs no record', async () => {
  const { made, told } = meters()
  const tokens = { input: 9, output: 0, cacheRead: 0, cacheWrite: 0 }
  made.told('a1', { tokens: { ...tokens, input: 3 }, source: 'measured' })
  made.told('a1', { tokens, source: 'measured' })
  made.turnEnded('a1')
  await made.settled()
  expect(told()).toEqual([9])
})

test('after a restart nothing is counted twice, and nothing is lost that has no record any more', async () => {
  const tokens = { input: 50, output: 0, cacheRead: 0, cacheWrite: 0 }
  const earlier: EventBody = { type: 'usage-seen', agent: 'a1', tokens, source: 'measured' }
  const file = join(dir, 'one')
  await writeFile(file, '50\n8\n')
  const whole = meters(earlier)
  whole.made.hook('a1', numbers, file)
  whole.made.turnEnded('a1')
  await whole.made.settled()
  expect(whole.told()).toEqual([58])

  await writeFile(file, '8\n')
  const cleared = meters(earlier)
  cleared.made.hook('a1', numbers, file)
  cleared.made.turnEnded('a1')
  await cleared.made.settled()
  await appendFile(file, '100\n')
  cleared.made.turnEnded('a1')
  await cleared.made.settled()
  expect(cleared.told()).toEqual([58, 158])
})

/** Records that no hook names: one for each conversation, found once it is there. */
const found: UsageRecords = {
  ...numbers,
  recordOf: () => undefined,
  find: async ({ id }) =>
    access(join(dir, id)).then(
      () => join(dir, id),
      () => undefined,
    ),
}
const living = { processes: () => Promise.resolve([]), platform: process.platform }
const conversation = (id: string | undefined): EventBody =>
  id === undefined
    ? { type: 'conversation-reset', agent: 'a1' }
    : { type: 'agent-conversation', agent: 'a1', conversation: id, how: 'startup', kind: 'gemini' }

test('a record that no hook names is looked for when the status changes, and read when the turn is over', async () => {
  const { made, told } = meters(conversation('one'))
  made.statusChanged('a1', found, living, true)
  await made.settled()
  await writeFile(join(dir, 'one'), '5\n')
  made.statusChanged('a1', found, living, false)
  await made.settled()
  expect(told()).toEqual([])
  made.statusChanged('a1', found, living, true)
  await made.settled()
  expect(told()).toEqual([5])
})

test('what is known of an agent that has gone on in an unknown conversation is the least that it has used', async () => {
  const { made, events, happens } = meters(conversation('one'))
  await writeFile(join(dir, 'one'), '5\n')
  made.statusChanged('a1', found, living, true)
  await made.settled()
  expect(events.at(-1)).toMatchObject({ source: 'measured' })
  happens(conversation(undefined))
  made.statusChanged('a1', found, living, true)
  await made.settled()
  expect(events).toHaveLength(2)
  expect(events.at(-1)).toMatchObject({ tokens: { input: 5 }, source: 'estimated' })
})
