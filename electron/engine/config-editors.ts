import { join } from 'node:path'
import type { ConfigPath } from '#shared/contract/config-edit'
import { DEFAULT_GATE_TIMEOUT_MINUTES, MAX_RESPONSE_TIMEOUT_MINUTES } from '#shared/contract/config'
import type {
  CommandCheck,
  ConfigSaveResult,
  ConfigView,
  GateTry,
  RolePreview,
} from '#shared/contract/config-view'
import { Refused } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import { valueIn } from './config/edit/index'
import { configFileOf, parseConfig } from './config/read'
import { ConfigSaver } from './config/save'
import { GateTries, type GateSurroundings } from './config-gates'
import { previewOf } from './config-preview'
import { ConfigSession, type ConfigMachine } from './config-session'
import { modelOf, modelsOf, withModel } from './environment/agent-model'
import { agentLabel, agentOf, installedAgents } from './environment/detect-agent'
import type { ProgramSearch } from './environment/find-program'
import { whyNotFound } from './environment/launch-command'

type ConfigMethod = Extract<MethodName, `config.${string}`>
type ConfigHandlers = { [M in ConfigMethod]: (input: ParsedInput<M>) => Promise<Output<M>> }

/** What the editors need of the deck. */
export interface EditorSurroundings {
  /** The deck's data folder, for copies of what a save replaces. */
  home: string
  /** The folder's real path; from then on `onDisk` is called for it. @throws Refused */
  follow(folder: string): Promise<string>
  /** Every window is told of each change. */
  changed(view: ConfigView): void
  /** The proposal of this run's agent has been saved as the folder's config. */
  accepted(run: string): Promise<void>
  /** Where the commands of the config would be looked for. */
  search(): Promise<ProgramSearch>
  /** Whether the person has agreed to the commands of the folder's config as it is on disk, this one among them. */
  agreed(dir: string, command: string): Promise<boolean>
  gates: GateSurroundings
}

/** The config files that are open in the editor, one session for each folder, shared by all windows. */
export class ConfigEditors {
  private readonly sessions = new Map<string, Promise<ConfigSession>>()
  private readonly saver: ConfigSaver
  private readonly gates: GateTries
  readonly handlers: ConfigHandlers

  constructor(private readonly surroundings: EditorSurroundings) {
    this.saver = new ConfigSaver(join(surroundings.home, 'config-backups'))
    this.gates = new GateTries(surroundings.gates)
    this.handlers = {
      'config.open': async ({ dir }) => {
        const session = await this.session(await surroundings.follow(dir))
        return session.inTurn(async () => {
          await session.lookAtDisk()
          return session.view()
        })
      },
      'config.edit': ({ dir, edits, title }) => this.change(dir, (session) => session.edit(edits, title)),
      'config.text': ({ dir, text }) => this.change(dir, (session) => session.type(text)),
      'config.undo': ({ dir }) => this.change(dir, (session) => session.undo()),
      'config.redo': ({ dir }) => this.change(dir, (session) => session.redo()),
      'config.fix': ({ dir, diagnostic, title }) =>
        this.change(dir, (session) => session.fix(diagnostic, title)),
      'config.add-team': ({ dir, template }) => this.change(dir, (session) => session.addTeam(template)),
      'config.resolve': ({ dir, how }) => this.change(dir, (session) => session.resolve(how)),
      'config.save': ({ dir }) => this.save(dir),
      'config.close': async ({ dir }) => {
        this.sessions.delete(dir)
        await this.gates.end(dir)
        return {}
      },
      'config.check-command': ({ dir, command }) => this.checkCommand(dir, command),
      'config.preview': async ({ dir, role }) => this.preview(dir, role),
      'config.run-gate': (input) => this.runGate(input),
      'config.stop-gate': async (input) => {
        this.gates.stop(tryKey(input))
        return {}
      },
    }
  }

  /** Ends what was started from an editor. */
  close(): Promise<void> {
    return this.gates.end()
  }

  /** Opens a folder's config with what an agent proposes in place of its text. Nothing is written. */
  async propose(folder: string, run: string, text: string): Promise<ConfigView> {
    const dir = await this.surroundings.follow(folder)
    const session = await this.session(dir)
    await session.inTurn(() => session.lookAtDisk())
    return this.change(dir, () => session.propose(run, text))
  }

  /** Writes the proposal of a run, with what the person has changed in it. @throws Refused when it is not in the editor. */
  async saveProposal(dir: string, run: string): Promise<ConfigSaveResult> {
    if ((await this.sessions.get(dir))?.proposal !== run)
      throw new Refused('This proposal is not open in the editor any more. Open it again.')
    return this.save(dir)
  }

  /** Puts back what stood there before the proposal of a run. */
  async withdraw(dir: string, run: string): Promise<void> {
    if ((await this.sessions.get(dir))?.proposal !== run) return
    await this.change(dir, (session) => session.withdraw())
  }

  private async save(dir: string): Promise<ConfigSaveResult> {
    const session = await this.opened(dir)
    return session.inTurn(async () => {
      const { proposal } = session
      const result = await session.save()
      if (proposal !== null && result.outcome === 'saved') await this.surroundings.accepted(proposal)
      const view = await session.view()
      this.surroundings.changed(view)
      return { ...result, view }
    })
  }

  /** A folder's config may have changed on disk. */
  async onDisk(dir: string): Promise<void> {
    const session = await this.sessions.get(dir)?.catch(() => undefined)
    await session?.inTurn(async () => {
      if (await session.lookAtDisk()) this.surroundings.changed(await session.view())
    })
  }

  private async change(
    dir: string,
    work: (session: ConfigSession) => void | Promise<void>,
  ): Promise<ConfigView> {
    const session = await this.opened(dir)
    return session.inTurn(async () => {
      await work(session)
      const view = await session.view()
      this.surroundings.changed(view)
      return view
    })
  }

  private session(dir: string): Promise<ConfigSession> {
    const known = this.sessions.get(dir)
    if (known) return known
    const opening = ConfigSession.open(dir, configFileOf(dir), this.saver, () => this.machine(dir))
    this.sessions.set(dir, opening)
    opening.catch(() => this.sessions.delete(dir))
    return opening
  }

  private opened(dir: string): Promise<ConfigSession> {
    const session = this.sessions.get(dir)
    if (!session) throw new Refused('This config is not open in the editor any more. Open it again.')
    return session
  }

  private async checkCommand(dir: string, command: string): Promise<CommandCheck> {
    const agent = agentOf(command)
    const problem = command.trim() === '' ? undefined : await whyNotFound(command, await this.start(dir))
    return {
      agent: agent === undefined ? null : agentLabel(agent),
      model: modelOf(command) ?? null,
      models: modelChoices(command),
      problem: problem ?? null,
    }
  }

  private async preview(dir: string, role: ConfigPath): Promise<RolePreview> {
    const session = await this.opened(dir)
    return session.inTurn(() => preview(session.text, configFileOf(dir), role))
  }

  private async runGate(input: ParsedInput<'config.run-gate'>): Promise<GateTry> {
    const { dir, gate, agreed } = input
    const session = await this.opened(dir)
    const { command, timeoutMinutes } = await session.inTurn(() => gateAt(session.text, gate))
    if (agreed !== command && !(await this.surroundings.agreed(dir, command))) return { kind: 'ask', command }
    return this.gates.run(tryKey(input), { dir, command, timeoutMinutes })
  }

  private async machine(dir: string): Promise<ConfigMachine> {
    const start = await this.start(dir)
    return { start, agents: await installedAgents(start) }
  }

  private async start(dir: string) {
    return { cwd: dir, ...(await this.surroundings.search()) }
  }
}

/** The same command for each model of its agent, where that is certain; the usual one first. */
function modelChoices(command: string): CommandCheck['models'] {
  const known = modelsOf(agentOf(command))
  return [null, ...known].flatMap((model) => {
    const changed = known.length > 0 ? withModel(command, model) : undefined
    return changed === undefined ? [] : [{ model, command: changed }]
  })
}

function tryKey({ dir, try: id }: { dir: string; try: string }): string {
  return `${id} ${dir}`
}

/** @throws Refused when no gate with a command stands at the path. */
function gateAt(text: string, path: ConfigPath): { command: string; timeoutMinutes: number } {
  const command = valueIn(text, [...path, 'command'])
  const minutes = valueIn(text, [...path, 'timeout_minutes'])
  if (path.at(-2) !== 'gates' || typeof command !== 'string' || command.trim() === '')
    throw new Refused('This check has no command to run. Write one first.')
  const limit = typeof minutes === 'number' && minutes > 0 ? minutes : DEFAULT_GATE_TIMEOUT_MINUTES
  return { command, timeoutMinutes: Math.min(limit, MAX_RESPONSE_TIMEOUT_MINUTES) }
}

/** @throws Refused when the file cannot be read as it stands, or the path is no role. */
function preview(text: string, file: string, path: ConfigPath): RolePreview {
  const parsed = parseConfig(text, file)
  const [list, team, roles, index] = path
  const isRole = list === 'orchestrations' && roles === 'roles'
  if (parsed.kind !== 'ok' || !isRole || typeof team !== 'number' || typeof index !== 'number')
    throw new Refused('There is nothing to show while the file has an error that keeps it from being read.')
  const orchestration = parsed.config.orchestrations[team]
  const role = orchestration?.roles[index]
  if (!orchestration || !role) throw new Refused('This role is not in the file any more.')
  return previewOf(orchestration, role)
}
