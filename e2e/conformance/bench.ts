import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RunEvent } from '#shared/model/events'
import { createDeck, type Deck } from '../../electron/engine/deck'
import { forgetLoginEnvironment } from '../../electron/engine/environment/login-env'
import { startModelServer, type ModelServer } from '../model-server/server'
import { Seat } from './seat'
import { binDirOf, type HomeFacts, type Subject } from './subject'

const run = promisify(execFile)

/** The bundled programs; those of another build when its folder is named. */
const DIST = process.env['TEST_AGENTS_DIST'] ?? join(import.meta.dirname, '../../dist')

/** A real deck in folders of its own, whose login shell knows one agent CLI and the model server. */
export class Bench {
  private deck: Deck
  private readonly seats = new Map<string, Seat>()

  private constructor(
    readonly subject: Subject,
    readonly model: ModelServer,
    readonly facts: HomeFacts,
    private readonly root: string,
    private readonly envBefore: NodeJS.ProcessEnv,
  ) {
    this.deck = this.create()
  }

  /** Sets the home up and starts the deck. */
  static async open(subject: Subject): Promise<Bench> {
    const root = await realpath(await mkdtemp(join(tmpdir(), `deck-${subject.id}-`)))
    const facts = { home: join(root, 'home'), work: join(root, 'work'), modelUrl: '' }
    const model = await startModelServer()
    facts.modelUrl = model.url
    await Promise.all([mkdir(facts.home), mkdir(facts.work), mkdir(join(root, 'data'))])
    await makeRepository(facts.work)
    const env = await subject.setUp(facts)
    // A login shell's own start-up files set the PATH, so ours have to be the last to do so.
    const path = `${binDirOf(subject.id) ?? ''}:${process.env['PATH'] ?? ''}`
    const exported = Object.entries({ ...env, HOME: facts.home, PATH: path, LANG: 'C.UTF-8' })
    const lines = exported.map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    await writeFile(join(facts.home, '.bashrc'), lines.join(''))
    await writeFile(join(facts.home, '.bash_profile'), '. ~/.bashrc\n')
    const before = { ...process.env }
    Object.assign(process.env, { HOME: facts.home, SHELL: '/bin/bash' })
    forgetLoginEnvironment()
    const bench = new Bench(subject, model, facts, root, before)
    await bench.deck.start()
    return bench
  }

  /** Starts the agent alone, as the "New" dialog does. */
  async start(ask = false): Promise<Seat> {
    const command = this.subject.command(this.facts, ask)
    const { run: id } = await this.deck.handle('run.start-agent', {
      dir: this.facts.work,
      name: 'agent',
      command,
    })
    return this.seat(id)
  }

  /** Starts the agent as the orchestrator of a team, which gives it a first prompt; `hidden` puts its command into a script. */
  async startTeam(hidden = false): Promise<Seat> {
    let command = this.subject.command(this.facts, false)
    if (hidden) {
      await writeFile(join(this.facts.home, 'start.sh'), `sleep 0.2\n${command}\n`)
      command = `sh ${join(this.facts.home, 'start.sh')}`
    }
    const lead = `name = "lead"\nstart = true\ncommand = ${JSON.stringify(command)}`
    const roles = [lead, 'name = "helper"\ncommand = "cat"'].map(
      (role) => `[[orchestrations.roles]]\n${role}\n`,
    )
    const toml = `[[orchestrations]]\nname = "solo"\n\n${roles.join('\n')}`
    const dir = this.facts.work
    await writeFile(join(dir, '.dot-agent-deck.toml'), toml)
    const view = await this.deck.handle('project.open', { dir })
    if (view.consent) await this.deck.handle('project.consent', { dir, key: view.consent.key })
    const { run: id } = await this.deck.handle('run.start', { dir, orchestration: 'solo' })
    return this.seat(id)
  }

  /** The app goes, then `meanwhile` happens, then an app is there again. */
  async replaceApp(meanwhile: () => Promise<void>): Promise<void> {
    await this.deck.detach()
    await meanwhile()
    this.deck = this.create()
    await this.deck.start()
  }

  /** Brings an interrupted run back. */
  async restore(seat: Seat): Promise<void> {
    await this.deck.handle('run.restore', { run: seat.id })
  }

  /** Ends every process and removes the folders. */
  async close(): Promise<void> {
    await this.deck.closeAll('quit')
    await this.model.close()
    for (const name of ['HOME', 'SHELL']) {
      const value = this.envBefore[name]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    forgetLoginEnvironment()
    await rm(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }

  private seat(id: string): Seat {
    const seat = this.seats.get(id) ?? new Seat(id, () => this.deck, this.model)
    this.seats.set(id, seat)
    return seat
  }

  private create(): Deck {
    const deck = createDeck({
      home: join(this.root, 'data'),
      hostName: 'app',
      paths: { exec: [process.execPath], runAsNode: false, dist: DIST, demoProject: '' },
      platform: process.platform,
      version: '0.0.0-test',
      log: (line) => console.warn(line),
    })
    deck.onPush((name, payload) => {
      if (name !== 'run-event') return
      const event = RunEvent.parse(payload)
      this.seat(event.run).take(event)
    })
    return deck
  }
}

async function makeRepository(dir: string): Promise<void> {
  const git = (...args: string[]) => run('git', args, { cwd: dir })
  await writeFile(join(dir, 'README.md'), 'A small project.\n')
  await git('init', '-q', '-b', 'main')
  await git('add', '-A')
  await git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '-q', '-m', 'Start')
}
