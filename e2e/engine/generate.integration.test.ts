import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import type { Proposal } from '#shared/model/state'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

let deck: TestDeck

beforeEach(async () => {
  deck = await TestDeck.open()
})
afterEach(() => deck.close())

/** What the deck calls an agent whose program it does not know. */
const AGENT = 'agent'

const role = (name: string, more = '') =>
  `[[orchestrations.roles]]\nname = "${name}"\ncommand = "sh -c true"\ndescription = "Does it"\n${more}`
const valid = `[[orchestrations]]\nname = "shop"\n\n${role('lead', 'start = true\n')}\n${role('coder')}`
/** Nobody leads this team. */
const headless = `[[orchestrations]]\nname = "shop"\n\n${role('lead')}\n${role('coder')}`

async function start(flags = ''): Promise<TestRun> {
  const command = deck.stub(AGENT, flags)
  const { run: id } = await deck.deck.handle('generate.start', { dir: deck.project, command })
  const run = deck.follow(id)
  await run.until('the first agent', ({ paneOrder, panes }) => panes[paneOrder[0] ?? '']?.agent)
  return run
}

async function ready(): Promise<TestRun> {
  const run = await start()
  await run.ready(AGENT)
  return run
}

const fileOf = (run: TestRun, name: string) => join(deck.project, '.dot-agent-deck', 'runs', run.id, name)
const configFile = () => join(deck.project, '.dot-agent-deck.toml')
const handIn = (run: TestRun, more = '') =>
  run.shell(AGENT, `dot-agent-deck work-done ${more} --task 'The team is proposed.'`)

async function propose(run: TestRun, text: string) {
  writeFileSync(fileOf(run, 'proposal.toml'), text)
  return handIn(run)
}

const proposal = (run: TestRun): Proposal => {
  if (!run.run.proposal) throw new Error('Nothing has been handed in')
  return run.run.proposal
}

test('errors go back to the agent; what is valid is shown, and used only once it is accepted', async () => {
  const run = await ready()
  const asked = run.run.deliveries['d1']?.text ?? ''
  expect(asked).toContain(`.dot-agent-deck/runs/${run.id}/team-brief.md`)
  const brief = readFileSync(fileOf(run, 'team-brief.md'), 'utf8')
  expect(brief).toContain(`.dot-agent-deck/runs/${run.id}/proposal.toml`)
  expect(readFileSync(fileOf(run, 'role-library.md'), 'utf8')).toContain('name = "reviewer"')

  const refused = await propose(run, headless)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('Attempt 1 of 5')
  expect(refused.stderr).toMatch(/proposal\.toml:1:3: error: .*start/)
  expect(proposal(run)).toMatchObject({ number: 1, verdict: 'returned', errors: 1 })
  expect(existsSync(configFile())).toBe(false)

  const taken = await propose(run, valid)
  expect(taken).toMatchObject({ code: 0, stderr: '' })
  expect(proposal(run)).toMatchObject({ number: 2, verdict: 'valid', detail: '1 team with 2 roles' })
  expect(attentionOf(run.run).map((item) => item.kind)).toContain('proposal')
  expect(existsSync(configFile())).toBe(false)

  // What the agent does to its file afterwards changes nothing of what the person sees.
  writeFileSync(fileOf(run, 'proposal.toml'), 'name = "other"')
  const view = await deck.deck.handle('proposal.open', { run: run.id })
  expect(view).toMatchObject({ text: valid, saved: null, dirty: true, proposal: run.id })
  expect(existsSync(configFile())).toBe(false)

  expect(await deck.deck.handle('proposal.decide', { run: run.id, accept: true })).toEqual({
    decided: true,
    reason: null,
  })
  expect(readFileSync(configFile(), 'utf8')).toBe(valid)
  expect(run.run).toMatchObject({ phase: 'closed', proposal: { accepted: true } })
  const opened = await deck.deck.handle('project.open', { dir: deck.project })
  expect(opened.consent?.commands.map(({ command }) => command)).toEqual(['sh -c true', 'sh -c true'])
})

test('after five attempts the person sees the last one with its problems', async () => {
  await deck.writeConfig('# mine\n')
  const run = await ready()
  expect(readFileSync(fileOf(run, 'team-brief.md'), 'utf8')).toContain('The folder has a config already')
  for (let attempt = 1; attempt < 5; attempt += 1) {
    expect((await propose(run, headless)).stderr).toContain(`Attempt ${attempt} of 5`)
  }
  expect((await propose(run, headless)).stdout).toContain('The person is told')
  expect(proposal(run)).toMatchObject({ number: 5, attempt: 5, verdict: 'given-up' })
  const view = await deck.deck.handle('proposal.open', { run: run.id })
  expect(view.text).toBe(headless)
  expect(view.saved).toBe('# mine\n')
  expect(view.diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(1)

  await deck.deck.handle('proposal.decide', { run: run.id, accept: false })
  expect(readFileSync(configFile(), 'utf8')).toBe('# mine\n')
  expect(run.run).toMatchObject({ phase: 'closed', proposal: { accepted: false } })
  expect((await deck.deck.handle('config.open', { dir: deck.project })).text).toBe('# mine\n')
})

test('what cannot be a config is refused with the reason, and never read whole', async () => {
  const run = await ready()
  const file = fileOf(run, 'proposal.toml')
  expect((await handIn(run)).stderr).toContain('There is no file')
  expect((await propose(run, `# ${'x'.repeat(5 * 1024 * 1024)}`)).stderr).toContain('has 6 MB')
  await run.shell(AGENT, `rm ${file}`)
  symlinkSync('/etc/hostname', file)
  expect((await handIn(run)).stderr).toContain('is a link')
  await run.shell(AGENT, `rm ${file} && mkfifo ${file}`)
  expect((await handIn(run)).stderr).toContain('is no file')
  expect(proposal(run)).toMatchObject({ attempt: 4, verdict: 'returned', text: null })
  await run.shell(AGENT, `rm ${file}`)
  expect((await propose(run, valid)).code).toBe(0)
})

test('what else has changed in the folder is told, the config first', async () => {
  const run = await ready()
  await run.shell(
    AGENT,
    `cd '${deck.project}' && echo '# forged' > .dot-agent-deck.toml && echo x > price.js`,
  )
  await propose(run, valid)
  expect(proposal(run)).toMatchObject({
    verdict: 'valid',
    outside: ['.dot-agent-deck.toml', 'price.js'],
  })
})

test('an agent that stops without a proposal is told of, and can be reminded; it may give up', async () => {
  const run = await ready()
  const gate = join(deck.logs, 'thought')
  await run.prompt(AGENT, `WAIT-FOR ${gate}`)
  await run.until('it works', () => run.agent(AGENT).status === 'working')
  writeFileSync(gate, '')
  await run.until('it rests', (state) => attentionOf(state).find((item) => item.kind === 'no-proposal'))
  await deck.deck.handle('proposal.remind', { run: run.id })
  await run.untilDelivery(
    AGENT,
    'reminds',
    ({ text, state }) => text.includes('handed in') && state === 'proven',
  )
  await run.idle(AGENT)
  await handIn(run, '--blocked')
  expect(proposal(run)).toMatchObject({ verdict: 'given-up', text: null, detail: 'The team is proposed.' })
  await expect(deck.deck.handle('proposal.open', { run: run.id })).rejects.toThrow('There is no proposal yet')
})

test('an agent that dies leaves nothing behind but its run, and another one can be started in its place', async () => {
  const run = await ready()
  await run.prompt(AGENT, 'EXIT 3')
  await run.until('it is gone', () => run.agent(AGENT).status === 'exited')
  await expect(deck.deck.handle('generate.start', { dir: deck.project, command: 'sh' })).rejects.toThrow(
    'Close its run first',
  )
  await deck.deck.handle('pane.restart', { run: run.id, pane: run.pane(AGENT) })
  await run.until(
    'another one has its brief',
    ({ deliveries }) =>
      Object.values(deliveries).filter(
        ({ purpose, state }) => purpose === 'context' && state === 'proven',
      )[1],
  )
  await run.idle(AGENT)
  expect((await propose(run, valid)).code).toBe(0)
})

test('errors in what was handed in while the app was away reach the agent when it is back', async () => {
  const run = await ready()
  writeFileSync(fileOf(run, 'proposal.toml'), headless)
  const gate = join(deck.logs, 'away')
  await run.prompt(AGENT, `WAIT-FOR ${gate}\nRUN dot-agent-deck work-done --task 'Proposed.'`)
  await run.until('it works', () => run.agent(AGENT).status === 'working')
  await deck.deck.detach()
  writeFileSync(gate, '')
  await run.log(AGENT).until('its message is kept', () =>
    run
      .log(AGENT)
      .of('run')
      .find(({ code }) => code === 3),
  )
  await deck.newApp()
  const told = await run.untilDelivery(
    AGENT,
    'tells of the errors',
    ({ purpose, state }) => purpose === 'notice' && state === 'proven',
  )
  expect(readFileSync(fileOf(run, 'proposal-1-errors.md'), 'utf8')).toContain('error:')
  expect(told.text).toContain('proposal-1-errors.md')
})

test('the offer is remembered for each folder, and can be made again', async () => {
  const open = () => deck.deck.handle('project.open', { dir: deck.project })
  const answer = (said: 'ask' | 'later' | 'never') =>
    deck.deck.handle('generate.offer', { dir: deck.project, answer: said })
  expect((await open()).offer).toBe('ask')
  await answer('later')
  expect((await open()).offer).toBe('later')
  expect((await answer('never')).offer).toBe('never')
  await deck.replaceApp()
  expect((await open()).offer).toBe('never')
  expect(await deck.deck.handle('generate.never-offered', {})).toEqual({ dirs: [deck.project] })
  expect((await answer('ask')).offer).toBe('ask')
})
