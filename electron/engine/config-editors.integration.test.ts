import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConfigView } from '#shared/contract/config-view'
import { readProcesses } from '../terminal-host/process-table'
import { ConfigEditors } from './config-editors'

const TEAM = `# My team
[[orchestrations]]
name = "flow"   # the usual one

[[orchestrations.roles]]
name = "lead"
command = "sh"
start = true

# Writes code
[[orchestrations.roles]]
name = "coder"
command = "sh"
description = "Writes"
prompt_template = "Never push."
comand = "typo"

[[orchestrations.roles]]
name = "reviewer"
command = "sh"
description = "Reads"
may_delegate_to = ["coder"]
`

let root = ''
let dir = ''
let file = ''
let told: ConfigView[] = []
let editors: ConfigEditors
/** A command that the person has agreed to with the folder's others. */
const agreedTo = 'echo agreed'

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'deck-editor-'))
  dir = join(root, 'project')
  await mkdir(dir)
  file = join(dir, '.dot-agent-deck.toml')
  told = []
  editors = new ConfigEditors({
    home: join(root, 'data'),
    follow: (folder) => Promise.resolve(folder),
    changed: (view) => told.push(view),
    accepted: () => Promise.resolve(),
    search: () => Promise.resolve({ env: process.env, platform: process.platform }),
    agreed: (_dir, command) => Promise.resolve(command === agreedTo),
    gates: {
      env: () => Promise.resolve({ PATH: process.env['PATH'] ?? '' }),
      shell: () => '/bin/sh',
      platform: process.platform,
    },
  })
})
afterEach(() => editors.close())
afterEach(() => rm(root, { recursive: true, force: true }))

async function opened(text?: string): Promise<ConfigView> {
  if (text !== undefined) await writeFile(file, text)
  return editors.handlers['config.open']({ dir })
}
const set = (path: (string | number)[], value: string | number | boolean) =>
  editors.handlers['config.edit']({ dir, edits: [{ op: 'set', path, value }], title: `Set ${path.at(-1)}` })
const role = (index: number, key: string) => ['orchestrations', 0, 'roles', index, key]
const save = () => editors.handlers['config.save']({ dir })
const onDisk = () => readFile(file, 'utf8')

describe('editing', () => {
  test('an edit changes its own bytes, is saved, and everybody is told', async () => {
    const first = await opened(TEAM)
    expect(first).toMatchObject({ dirty: false, undo: null, conflict: null, saved: TEAM })
    const view = await set(role(1, 'command'), 'claude')
    expect(view.text).toBe(TEAM.replace('"coder"\ncommand = "sh"', '"coder"\ncommand = "claude"'))
    expect(view).toMatchObject({ dirty: true, undo: 'Set command' })
    expect(view.revision).toBeGreaterThan(first.revision)
    expect(told.at(-1)).toEqual(view)
    expect(await onDisk()).toBe(TEAM)
    expect(await save()).toMatchObject({ outcome: 'saved', view: { dirty: false, saved: view.text } })
    expect(await onDisk()).toBe(view.text)
    expect(await readdir(join(root, 'data', 'config-backups'))).toHaveLength(1)
  })

  test('undo and redo go over typing and edits alike, to the identical file', async () => {
    await opened(TEAM)
    await set(role(1, 'clear'), false)
    await editors.handlers['config.text']({ dir, text: `${TEAM}# a` })
    const typed = await editors.handlers['config.text']({ dir, text: `${TEAM}# abc` })
    const once = await editors.handlers['config.undo']({ dir })
    expect(once.undo).toBe('Set clear')
    const twice = await editors.handlers['config.undo']({ dir })
    expect(twice).toMatchObject({ text: TEAM, dirty: false, undo: null, redo: 'Set clear' })
    await editors.handlers['config.redo']({ dir })
    expect((await editors.handlers['config.redo']({ dir })).text).toBe(typed.text)
  })

  test('a word typed into a field is one step', async () => {
    await opened(TEAM)
    for (const word of ['c', 'co', 'codex']) await set(role(0, 'command'), word)
    expect(await editors.handlers['config.undo']({ dir })).toMatchObject({ text: TEAM, undo: null })
  })

  test('the new name of a role is followed by those who may give it tasks', async () => {
    await opened(TEAM)
    await set(role(1, 'name'), 'b')
    const view = await set(role(1, 'name'), 'builder')
    expect(view.text).toContain('may_delegate_to = ["builder"]')
    expect(await editors.handlers['config.undo']({ dir })).toMatchObject({ text: TEAM })
  })

  test('problems come with their fixes, which are done by their titles', async () => {
    const view = await opened(TEAM)
    const at = view.diagnostics.findIndex((each) => each.message.includes('comand'))
    expect(view.diagnostics[at]?.fixes).toContain('Remove comand')
    const fixed = await editors.handlers['config.fix']({ dir, diagnostic: at, title: 'Remove comand' })
    expect(fixed.text).toBe(TEAM.replace('comand = "typo"\n', ''))
    await expect(
      editors.handlers['config.fix']({ dir, diagnostic: at, title: 'Remove comand' }),
    ).rejects.toMatchObject({ name: 'Refused' })
  })

  test('text that is not TOML is kept, with its problem, and edits of tables are refused', async () => {
    await opened(TEAM)
    const view = await editors.handlers['config.text']({ dir, text: 'x = ' })
    expect(view).toMatchObject({ data: null, diagnostics: [{ severity: 'error', line: 1 }] })
    await expect(set(role(0, 'command'), 'sh')).rejects.toMatchObject({ name: 'Refused' })
  })

  test('a template makes an empty file, comments and all, and adds a team to one that has some', async () => {
    expect(await opened()).toMatchObject({ text: '', saved: null, dirty: false })
    const view = await editors.handlers['config.add-team']({ dir, template: 'solo' })
    expect(view.text).toMatch(/^# /)
    expect(view.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
    const two = await editors.handlers['config.add-team']({ dir, template: 'solo' })
    expect(two.text.startsWith(view.text.trimEnd())).toBe(true)
    expect(two.data).toMatchObject({ orchestrations: [{ name: 'solo' }, { name: 'solo-2' }] })
    expect((await save()).outcome).toBe('saved')
    expect(await onDisk()).toBe(two.text)
  })
})

describe('a file that changes on disk', () => {
  const other = TEAM.replace('description = "Reads"', 'description = "Reads a lot"')

  test('is shown when nothing was changed here', async () => {
    await opened(TEAM)
    await writeFile(file, other)
    await editors.onDisk(dir)
    expect(told.at(-1)).toMatchObject({ text: other, saved: other, dirty: false })
    expect(told.at(-1)?.notice).toContain('outside of the editor')
  })

  test('takes the changes made here that do not meet it, each still undone alone', async () => {
    await opened(TEAM)
    await set(role(1, 'command'), 'claude')
    await editors.handlers['config.text']({ dir, text: `# top\n${(await opened()).text}` })
    await writeFile(file, other)
    const { outcome, view } = await save()
    expect(outcome).toBe('changed')
    const merged = `# top\n${other.replace('"coder"\ncommand = "sh"', '"coder"\ncommand = "claude"')}`
    expect(view).toMatchObject({ text: merged, saved: other, dirty: true, conflict: null })
    expect(await onDisk()).toBe(other)
    expect((await editors.handlers['config.undo']({ dir })).text).toBe(merged.replace('# top\n', ''))
    expect((await editors.handlers['config.undo']({ dir })).text).toBe(other)
    await editors.handlers['config.redo']({ dir })
    expect((await save()).outcome).toBe('saved')
  })

  test.each([
    ['mine', 'Reads here'],
    ['theirs', 'Reads a lot'],
    ['merged', 'Reads a lot'],
  ] as const)('where both changed one value, nothing is saved until a choice: %s', async (how, stays) => {
    await opened(TEAM)
    await set(role(1, 'command'), 'claude')
    await set(role(2, 'description'), 'Reads here')
    await writeFile(file, other)
    await editors.onDisk(dir)
    expect(told.at(-1)?.conflict?.reasons).toEqual(['“description” of reviewer was changed on disk as well.'])
    expect(await save()).toMatchObject({ outcome: 'refused' })
    expect(await onDisk()).toBe(other)
    const view = await editors.handlers['config.resolve']({ dir, how })
    expect(view).toMatchObject({ conflict: null, saved: other, dirty: how !== 'theirs' })
    expect(view.text).toContain(`description = "${stays}"`)
    expect(view.text.includes('"claude"')).toBe(how !== 'theirs')
    expect((await save()).outcome).toBe('saved')
    expect(await onDisk()).toBe(view.text)
  })

  test('that is removed is written again', async () => {
    await opened(TEAM)
    await rm(file)
    await editors.onDisk(dir)
    expect(told.at(-1)).toMatchObject({ text: TEAM, saved: null, dirty: true })
    expect((await save()).outcome).toBe('saved')
    expect(await onDisk()).toBe(TEAM)
  })

  test('merges after steps that had been saved were taken back', async () => {
    await opened(TEAM)
    const changed = await set(role(1, 'command'), 'claude')
    await save()
    expect(await editors.handlers['config.undo']({ dir })).toMatchObject({ text: TEAM, dirty: true })
    const theirs = changed.text.replace('"Reads"', '"Reads a lot"')
    await writeFile(file, theirs)
    await editors.onDisk(dir)
    expect(told.at(-1)).toMatchObject({ text: other, conflict: null })
  })
})

describe('what helps to edit', () => {
  test('a command says its agent, and why it would not start', async () => {
    const check = (command: string) => editors.handlers['config.check-command']({ dir, command })
    expect(await check('env A=1 claude --model opus')).toMatchObject({
      agent: 'Claude Code',
      model: 'opus',
      models: [
        { model: null, command: 'env A=1 claude' },
        { model: 'opus', command: 'env A=1 claude --model opus' },
        { model: 'sonnet', command: 'env A=1 claude --model sonnet' },
        { model: 'haiku', command: 'env A=1 claude --model haiku' },
      ],
    })
    expect(await check('no-such-agent')).toMatchObject({
      agent: null,
      problem: expect.stringContaining('no-such-agent'),
    })
    expect(await check('sh')).toEqual({ agent: null, model: null, models: [], problem: null })
  })

  test('a preview is what the role would be given', async () => {
    await opened(TEAM)
    const preview = (index: number) =>
      editors.handlers['config.preview']({ dir, role: ['orchestrations', 0, 'roles', index] })
    const coder = await preview(1)
    expect(coder.text).toMatch(/^Never push\.\n\n## Task/)
    expect(coder.pointer).toContain('t1-coder.md')
    expect((await preview(0)).text).toContain('- `coder`: Writes')
    await expect(preview(7)).rejects.toMatchObject({ name: 'Refused' })
  })

  test('an editor that was closed is gone, with what was not saved', async () => {
    await opened(TEAM)
    await set(role(1, 'command'), 'claude')
    await editors.handlers['config.close']({ dir })
    await expect(set(role(1, 'command'), 'x')).rejects.toMatchObject({ name: 'Refused' })
    expect((await opened()).text).toBe(TEAM)
  })

  test.skipIf(process.platform === 'win32')(
    'a file that is not text is refused with the reason',
    async () => {
      await writeFile(file, Buffer.from([0xff, 0xfe, 0x00]))
      await expect(opened()).rejects.toThrow(/UTF-8/)
      await rm(file)
      await mkdir(file)
      await expect(opened()).rejects.toThrow(/regular file/)
    },
  )
})

describe('a check that is tried', () => {
  const gated = (command: string, more = '') =>
    opened(
      `${TEAM}[[orchestrations.roles.gates]]\nname = "tests"\ncommand = ${JSON.stringify(command)}\n${more}`,
    )
  const gate = ['orchestrations', 0, 'roles', 2, 'gates', 0]
  /** What is still there of the process that wrote its id. */
  const leftOver = async () => {
    const pid = Number(await readFile(join(dir, 'pid'), 'utf8'))
    return (await readProcesses(process.platform)).filter((each) => each.pid === pid && !each.zombie)
  }
  const run = (id: string, agreed?: string) =>
    editors.handlers['config.run-gate']({ dir, gate, try: id, ...(agreed === undefined ? {} : { agreed }) })

  test('is not run before the person has agreed to just this command', async () => {
    await gated('touch made; echo "\\033[1mfine\\033[0m"; exit 3')
    const asked = await run('a')
    expect(asked).toEqual({ kind: 'ask', command: 'touch made; echo "\\033[1mfine\\033[0m"; exit 3' })
    expect(await run('a', 'touch made')).toEqual(asked)
    expect(await readdir(dir)).not.toContain('made')
    expect(await run('a', asked.kind === 'ask' ? asked.command : '')).toMatchObject({
      kind: 'ended',
      how: 'failed',
      code: 3,
      output: expect.stringMatching(/fine\n$/),
    })
    expect(await readdir(dir)).toContain('made')
  })

  test('is run at once when the commands of the folder are agreed to; as the text stands, saved or not', async () => {
    await gated('false')
    await set([...gate, 'command'], agreedTo)
    expect(await run('a')).toMatchObject({ how: 'passed', code: 0, output: 'agreed\n', cut: false })
  })

  test('ends when its time is over, and when it is stopped, with all that it started', async () => {
    const command = 'sh -c "echo \\$\\$ > pid; sleep 600" & wait'
    await gated(command, 'timeout_minutes = 0.005\n')
    expect(await run('a', command)).toMatchObject({ how: 'timed-out' })

    await rm(join(dir, 'pid'), { force: true })
    await set([...gate, 'timeout_minutes'], 5)
    const running = run('b', command)
    await expect(run('b', command)).rejects.toThrow('runs already')
    await vi.waitFor(async () => expect(await readFile(join(dir, 'pid'), 'utf8')).toMatch(/\n$/), 20_000)
    await editors.handlers['config.stop-gate']({ dir, try: 'b' })
    expect(await running).toMatchObject({ how: 'stopped' })
    expect(await leftOver()).toEqual([])
  })

  test('nothing is run that is no check, or has no command', async () => {
    await gated(' ')
    await expect(run('a', ' ')).rejects.toThrow('no command')
    const role = { dir, gate: ['orchestrations', 0, 'roles', 0], try: 'a', agreed: 'sh' }
    await expect(editors.handlers['config.run-gate'](role)).rejects.toThrow('no command')
  })
})
