import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Delivery } from '#shared/model/state'
import { adapterFor } from '../../electron/engine/agents/index'
import { forgetLoginEnvironment } from '../../electron/engine/environment/login-env'
import { playScript } from '../conformance/script'
import { binDirOf, type Subject } from '../conformance/subject'
import { startModelServer, type ModelServer } from '../model-server/server'
import { openPane, type Pane } from '../real/pane'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

/** What one handover took, milliseconds since the command or the key that began it. */
export interface Sample {
  /** The agent's prompt arrived at the model. */
  atModel: number
  /** The deck had its proof in the journal; not measured without the deck. */
  proven?: number
  /** The command that delegates, from its start to its task in the journal. */
  accepted?: number
  /** What the journal tells on the way, in its order. */
  steps?: { started?: number; typing?: number; submitted?: number }
}

type Body = TestRun['events'][number]['body']

/** Longest wait for anything, milliseconds. */
const PATIENCE_MS = 60_000

const TASK = /^Your task /

/** Words as long as those with which the deck hands a task over. */
const pointerLike = (n: number): string =>
  `Your task t${n} is in the file /tmp/some-folder/.dot-agent-deck/runs/r-0123456789/t${n}-warm.md: read it now and carry it out.`

/** One agent CLI, alone and under a deck, in the same home and against the same model. */
export class DeliveryBench {
  private warmPane: Pane | undefined
  private tasks = 0
  private alone = 0

  private constructor(
    private readonly subject: Subject,
    private readonly model: ModelServer,
    private readonly deck: TestDeck,
    private readonly run: TestRun,
    private readonly home: string,
    private readonly env: Record<string, string>,
    private readonly before: NodeJS.ProcessEnv,
  ) {}

  /** Starts a team of a lead that delegates, a warm worker, and one that is new for every task. */
  static async open(subject: Subject): Promise<DeliveryBench> {
    const home = await realpath(await mkdtemp(join(tmpdir(), 'deck-bench-')))
    const before = { ...process.env }
    const bin = binDirOf(subject.id)
    if (bin === undefined) throw new Error(`${subject.id} is not installed`)
    const report = (): ReturnType<Subject['shell']>[] => [
      subject.shell('test -z "$DOT_AGENT_DECK_AGENT_ID" || dot-agent-deck work-done --task \'Done.\'', false),
    ]
    const model = await startModelServer(playScript((prompt) => (TASK.test(prompt) ? report() : undefined)))
    const deck = await TestDeck.open()
    const facts = { home, work: deck.project, modelUrl: model.url }
    const env: Record<string, string> = {
      ...(await subject.setUp(facts)),
      HOME: home,
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      LANG: 'C.UTF-8',
    }
    const lines = Object.entries(env).map(
      ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
    )
    await writeFile(join(home, '.bashrc'), lines.join(''))
    await writeFile(join(home, '.bash_profile'), '. ~/.bashrc\n')
    Object.assign(process.env, { HOME: home, SHELL: '/bin/bash' })
    // Only now is the folder known that the home has to trust: the app starts again, in a login shell that has it all.
    forgetLoginEnvironment()
    await deck.replaceApp()
    const command = subject.command(facts, false)
    await deck.writeTeam([
      { name: 'lead', start: true },
      { name: 'warm', clear: false, command },
      { name: 'fresh', command },
    ])
    const run = await deck.startTeam()
    await run.untilDelivery('lead', 'is proven', ({ state }) => state === 'proven')
    return new DeliveryBench(subject, model, deck, run, home, env, before)
  }

  /** From `delegate` to a worker of the deck's; one that is new for every task, or one that is warm. */
  async underDeck(role: 'warm' | 'fresh'): Promise<Sample> {
    const task = `t${(this.tasks += 1)}`
    const stamp = join(this.home, `${task}.began`)
    await this.settled()
    await this.run.shell(
      'lead',
      `node -e "process.stdout.write(String(Date.now()))" > ${stamp}; dot-agent-deck delegate --to ${role} --task 'Measure ${randomUUID()}.'`,
    )
    const delivery = await this.run.until(
      `${task} is handed over`,
      (now) =>
        Object.values(now.deliveries).find(
          (each: Delivery) => each.tasks.includes(task) && each.state === 'proven',
        ),
      PATIENCE_MS,
    )
    const began = Number(await readFile(stamp, 'utf8'))
    const logged = await this.model.log.waitForPrompt(
      (prompt) => prompt.text.includes(delivery.text),
      PATIENCE_MS,
    )
    await this.run.until(`${task} is done`, (now) => now.tasks[task]?.state === 'done', PATIENCE_MS)
    const stampOf = (fits: (body: Body) => boolean): number | undefined => {
      const event = this.run.events.find(({ at, body }) => at >= began && fits(body))
      return event && event.at - began
    }
    const changed = (state: string): number | undefined =>
      stampOf(
        (body) => body.type === 'delivery-changed' && body.delivery === delivery.id && body.state === state,
      )
    const pane = this.run.pane(role)
    return {
      atModel: logged.at - began,
      ...given(
        'accepted',
        stampOf((body) => body.type === 'task-created' && body.task === task),
      ),
      ...given('proven', changed('proven')),
      steps: {
        ...given(
          'started',
          stampOf((body) => body.type === 'agent-started' && body.pane === pane),
        ),
        ...given('typing', changed('typing')),
        ...given('submitted', changed('submitted')),
      },
    }
  }

  /** The agent alone in a terminal: from the paste, with Enter right behind it, to the model. */
  async aloneWarm(): Promise<Sample> {
    const pane = (this.warmPane ??= await this.openAlone([]))
    await this.settled()
    await this.ready(pane)
    const text = pointerLike((this.alone += 1))
    const began = Date.now()
    pane.write(`\u001b[200~${text}\u001b[201~`)
    pane.write('\r')
    return this.sampled(text, began)
  }

  /** The agent alone in a terminal: from its start, with the prompt as its argument, to the model. */
  async aloneFresh(): Promise<Sample> {
    await this.settled()
    const text = pointerLike((this.alone += 1))
    const began = Date.now()
    const pane = await this.openAlone([text])
    try {
      return await this.sampled(text, began)
    } finally {
      await pane.end()
    }
  }

  /** Ends every process and removes the folders. */
  async close(): Promise<void> {
    await this.warmPane?.end()
    await this.deck.close()
    await this.model.close()
    for (const name of ['HOME', 'SHELL']) {
      const value = this.before[name]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    forgetLoginEnvironment()
    await rm(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }

  /** Nobody has a turn, so that no measurement pays for another. */
  private async settled(): Promise<void> {
    for (const role of ['lead', 'warm'])
      await this.run.until(
        `${role} rests`,
        (now) => {
          const open = Object.values(now.deliveries).some(
            (each) => each.pane === this.run.pane(role) && !['proven', 'refused'].includes(each.state),
          )
          return !open && this.run.agent(role).status === 'idle'
        },
        PATIENCE_MS,
      )
  }

  private async openAlone(words: string[]): Promise<Pane> {
    const facts = { home: this.home, work: this.deck.project, modelUrl: this.model.url }
    const [file = '', ...args] = this.subject.command(facts, false).split(' ')
    const folder = join(this.home, 'alone')
    await mkdir(folder, { recursive: true })
    return openPane({
      file,
      args: [...args, ...words],
      cwd: this.deck.project,
      env: { ...this.env, TERM: 'xterm-256color', COLORTERM: 'truecolor' },
      cols: 120,
      rows: 40,
    })
  }

  private async ready(pane: Pane): Promise<void> {
    const { readScreen } = adapterFor(this.subject.id)
    await pane.waitFor(
      'an empty box',
      (screen) => {
        const { box, busy } = readScreen(screen, { now: Date.now(), typedSinceSubmit: 0 })
        return (
          box === 'empty' && busy !== true && screen.bracketedPaste && Date.now() - screen.lastOutputAt > 500
        )
      },
      PATIENCE_MS,
    )
  }

  private async sampled(text: string, began: number): Promise<Sample> {
    const logged = await this.model.log.waitForPrompt((prompt) => prompt.text.includes(text), PATIENCE_MS)
    return { atModel: logged.at - began }
  }
}

/** A field that is there only when it was measured. */
function given<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  const field: Partial<Record<K, number>> = {}
  if (value !== undefined) field[name] = value
  return field
}
