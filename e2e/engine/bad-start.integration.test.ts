import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestDeck } from '../support/deck'

/** Folders and commands with which nothing can be started: what is said of them. */

/** Numeric id of an account that owns nothing. */
const NOBODY = 65534

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

const role = (lines: string) => `\n[[orchestrations.roles]]\n${lines}\n`
const start = role('name = "lead"\ncommand = "sh"\nstart = true')
const worker = role('name = "coder"\ncommand = "sh"')

/** A folder of its own with this config, or none. */
function folder(toml?: string): string {
  const dir = mkdtempSync(join(deck.root, 'bad-'))
  if (toml !== undefined) writeFileSync(join(dir, '.dot-agent-deck.toml'), toml)
  return dir
}

async function refusal(dir: string, orchestration = 'team'): Promise<string> {
  return deck.deck.handle('run.start', { dir, orchestration }).then(
    () => expect.fail('it was started'),
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'Refused' })
      return error instanceof Error ? error.message : ''
    },
  )
}

describe('a folder', () => {
  test('without a config', async () => {
    expect(await refusal(folder())).toMatch(
      /has no \.dot-agent-deck\.toml\. Create one from a template first\.$/,
    )
  })

  test.each([
    ['broken TOML', '[[orchestrations]\nname = "team"', /\.dot-agent-deck\.toml:1:\d+: /],
    [
      'a wrong type',
      `[[orchestrations]]\nname = "team"\n${start}${role('name = "coder"\ncommand = 7')}`,
      /:\d+:\d+: .*command/,
    ],
    ['no start role', `[[orchestrations]]\nname = "team"\n${worker}`, /start/],
    [
      'two start roles',
      `[[orchestrations]]\nname = "team"\n${start}${role('name = "boss"\ncommand = "sh"\nstart = true')}`,
      /start/,
    ],
    [
      'a role name with a slash',
      `[[orchestrations]]\nname = "team"\n${start}${role('name = "a/b"\ncommand = "sh"')}`,
      /a\/b/,
    ],
  ])('with %s', async (_, toml, message) => {
    const dir = folder(toml)
    const view = await deck.deck.handle('project.open', { dir })
    const diagnostic = view.diagnostics.find(({ severity }) => severity === 'error')
    expect(diagnostic?.fix).toMatch(/\S/)
    if (view.consent) await deck.deck.handle('project.consent', { dir, key: view.consent.key })
    const text = await refusal(dir)
    expect(text).toMatch(message)
    expect(text).toContain(`${join(dir, '.dot-agent-deck.toml')}:${diagnostic?.line}:${diagnostic?.column}: `)
    expect(readFileSync(join(dir, '.dot-agent-deck.toml'), 'utf8')).toBe(toml)
  })

  test('that nobody has agreed to', async () => {
    expect(await refusal(folder(`[[orchestrations]]\nname = "team"\n${start}${worker}`))).toContain(
      'have not been agreed to',
    )
  })

  test('that is not there', async () => {
    expect(await refusal(join(deck.root, 'nowhere'))).toBe(
      `There is no folder ${join(deck.root, 'nowhere')}. It may have been moved or deleted.`,
    )
  })

  test('that may not be read', async () => {
    const outer = folder()
    const dir = join(outer, 'inner')
    mkdirSync(dir)
    chmodSync(outer, 0)
    const text = await asNobody(() => refusal(dir))
    chmodSync(outer, 0o700)
    expect(text).toBe(`You may not read ${dir}. Change its permissions, or open another folder.`)
  })
})

/** Root may read everything, so it becomes nobody for a while. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const root = process.getuid?.() === 0
  if (root) process.seteuid?.(NOBODY)
  try {
    return await act()
  } finally {
    if (root) process.seteuid?.(0)
  }
}

test('a command that does not exist: nothing is left running, and the reason is in the run', async () => {
  await deck.writeTeam([
    { name: 'lead', start: true },
    { name: 'coder', command: 'no-such-agent --fast' },
  ])
  const run = await deck.startTeam()
  await run.until('the run is closed', ({ phase }) => phase === 'closed')
  expect(run.run).toMatchObject({
    outcome: 'failed',
    endReason: 'coder: Command not found: no-such-agent. Install it, or change the command.',
  })
  const last = run.run.timeline.at(-1)
  expect(last?.text).toContain('no-such-agent')
  for (const agent of Object.values(run.run.agents)) expect(agent.status).toBe('exited')
  await run.close()
})

test('a command that ends at once: the others are ended, and its last words are the reason', async () => {
  await deck.writeTeam([
    { name: 'lead', start: true },
    { name: 'coder', command: `sh -c 'echo no licence; exit 4'` },
  ])
  const run = await deck.startTeam()
  await run.until('the run is closed', ({ phase }) => phase === 'closed')
  expect(run.run.endReason).toBe('coder: its command exited with code 4: no licence')
  await run.close()
})
