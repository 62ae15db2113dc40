import type { Gate, Orchestration, Role } from '#shared/contract/config'
import { messageOf } from '#shared/message-of'
import type { BodyOf, CheckResult, EventBody } from '#shared/model/events'
import { nameOf } from '#shared/model/seats'
import type { Report, Run, Task } from '#shared/model/state'
import type { Env } from '../environment/child-env'
import { checkFailedPointer } from '../router/briefs'
import type { RunTexts } from '../run/texts'
import { saidBy } from '../workspace/said-by'
import { changeBetween, changedWords, namesOf, patchOf, readTree, treeOf } from '../workspace/tree'
import { besideNames, editorsBeside, mayEdit, type Neighbour } from './beside'
import { errorSignature } from './error-signature'
import { runGate, type GateOutcome } from './run-gate'
import { filesOf, TASK_PATHS, type TaskFiles } from './task-files'
import { uncountedPaths } from './uncounted'

/** What the checks of a run need of it. */
export interface ChecksPorts {
  run(): Run
  team(): Orchestration
  texts: RunTexts
  commit(bodies: EventBody[]): Promise<void>
  /** The environment of the gates' commands. */
  env(): Promise<Env>
  shell: string
  platform: NodeJS.Platform
  /** Other runs in the same folder. */
  neighbours(): Promise<readonly Neighbour[]>
  /** Compares what only the orchestrator has worked on, before somebody else does. */
  beforeWork(): Promise<void>
  /** Decides that a report goes back, and tells its worker so. */
  sendBack(returned: BodyOf<'report-checked'>, agent: string, text: string): Promise<void>
}

/**
 * Checks what a worker claims before its report counts: that a role which may not edit has not edited, and the gates of
 * the role. All results are evidence, kept with the report.
 */
export class ReportChecks {
  private readonly ending = new AbortController()
  /** Gates whose processes live. */
  private readonly running = new Set<Promise<GateOutcome>>()

  constructor(private readonly ports: ChecksPorts) {}

  /** Ends the gates that run. A report that waited for them stays so; whoever goes on with the run checks it anew. */
  async close(): Promise<void> {
    this.ending.abort()
    await Promise.all(this.running)
  }

  /** Whether a report with this outcome has to wait for checks. A task that was given up is not checked for success. */
  needed(roleName: string, outcome: Report['outcome']): boolean {
    const role = this.role(roleName)
    return role !== undefined && (!role.mayEdit || (outcome === 'done' && role.gates.length > 0))
  }

  /** Looks at what only the orchestrator has worked on, while nobody else does. */
  look(): Promise<void> {
    return this.ports.beforeWork()
  }

  /**
   * What is to be known before a task begins: the tree, where its role may not edit or a gate asks what has changed.
   * @param looked a look that began when the task was there.
   */
  async before(task: Task, looked = this.look()): Promise<void> {
    await looked
    const role = this.role(task.role)
    const asked = task.paths.length === 0 && role?.gates.some((gate) => gate.scope === 'task')
    if ((role?.mayEdit !== false && !asked) || task.tree !== null) return
    const tree = await treeOf(this.ports.run().directory, uncountedPaths(this.ports.team()))
    if (tree !== undefined) await this.ports.commit([{ type: 'tree-noted', task: task.id, tree }])
  }

  /** Runs all checks of a report that waits for them, and decides. */
  async check(task: Task, report: Report): Promise<void> {
    const role = this.role(task.role)
    const results: CheckResult[] = []
    const finish = async (result: CheckResult): Promise<void> => {
      results.push(result)
      await this.ports.commit([{ type: 'check-finished', report: report.id, result }])
    }
    if (role?.mayEdit === false) {
      await this.ports.commit([{ type: 'check-started', report: report.id, name: 'no edits' }])
      await finish(await this.checkEdits(task, report))
    }
    const edited = results.some((result) => result.verdict === 'failed')
    for (const gate of report.outcome === 'done' && !edited ? (role?.gates ?? []) : []) {
      await this.ports.commit([{ type: 'check-started', report: report.id, name: gate.name }])
      const result = await this.checkGate(gate, task, report)
      if (!result) return
      await finish(result)
      if (results.at(-1)?.verdict === 'failed') break
    }
    const failed = results.find((result) => result.verdict === 'failed')
    const verdict = !failed ? 'accepted' : failed.kind === 'edits' ? 'failed' : 'returned'
    const checked = { type: 'report-checked', task: task.id, report: report.id, verdict } as const
    if (!failed || verdict !== 'returned') return this.ports.commit([checked])
    const file = failed.output && this.ports.texts.forAgent(failed.output.file)
    await this.ports.sendBack(checked, report.agent, checkFailedPointer(task.id, failed, file))
  }

  /** Runs the gates again by hand. More evidence; what has been decided stays. */
  async again(report: Report): Promise<void> {
    const task = report.task ? this.ports.run().tasks[report.task] : undefined
    if (!task) return
    for (const gate of this.role(task.role)?.gates ?? []) {
      await this.ports.commit([{ type: 'check-started', report: report.id, name: gate.name }])
      const result = await this.checkGate(gate, task, report)
      if (!result) return
      await this.ports.commit([{ type: 'check-finished', report: report.id, result }])
    }
  }

  private role(name: string): Role | undefined {
    return this.ports.team().roles.find((candidate) => candidate.name === name)
  }

  private async checkEdits(task: Task, report: Report): Promise<CheckResult> {
    const { directory } = this.ports.run()
    const began = performance.now()
    const result = (verdict: CheckResult['verdict'], detail: string): CheckResult => ({
      name: 'no edits',
      kind: 'edits',
      verdict,
      detail,
      took: Math.round(performance.now() - began),
    })
    const after = await readTree(directory, uncountedPaths(this.ports.team()))
    if (task.tree === null || 'unknown' in after) {
      const why = 'unknown' in after ? after.unknown : 'git could not read the folder when the task began'
      return result('undecided', `Whether it edited cannot be told, since ${why}.`)
    }
    if (after.tree === task.tree) return result('passed', 'Nothing was edited.')
    const { changed, patch } = await changeBetween(directory, task.tree, after.tree).then(
      (change) => ({ changed: changedWords(change.files), patch: patchOf(change) }),
      (error: unknown) => ({
        changed: 'Files were changed, and git could not tell which',
        patch: saidBy(error),
      }),
    )
    const others = await this.editorsBeside(task)
    if (others.length > 0) {
      const detail = `${changed}, while ${others.join(' and ')} worked in the same folder: it cannot be told who did it.`
      return this.withEvidence(result('undecided', detail), report, patch)
    }
    const run = this.ports.run()
    const alike = besideNames(run, task, (role) => !mayEdit(this.ports.team(), role))
    const whose =
      alike.length === 0
        ? `although ${nameOf(run, task.pane)} may not edit.`
        : `although neither ${nameOf(run, task.pane)} nor ${alike.join(' nor ')} may edit; which of them did cannot be told.`
    return this.withEvidence(result('failed', `${changed}, ${whose}`), report, patch)
  }

  /** Who may edit and worked in the same folder as this task. */
  private async editorsBeside(task: Task): Promise<string[]> {
    const { run, team, neighbours } = this.ports
    return editorsBeside(run(), team(), task, await neighbours())
  }

  /** Undefined when the checks were closed meanwhile: what was cut off says nothing. */
  private async checkGate(gate: Gate, task: Task, report: Report): Promise<CheckResult | undefined> {
    const { directory } = this.ports.run()
    const began = performance.now()
    const files =
      gate.scope === 'task' ? await filesOf(task, directory, uncountedPaths(this.ports.team())) : undefined
    const about = { name: gate.name, kind: 'gate', command: gate.command } as const
    if (files?.kind === 'none') {
      const took = Math.round(performance.now() - began)
      return { ...about, verdict: 'skipped', detail: 'was passed over: the task changed no file', took }
    }
    const paths = files?.kind === 'paths' ? files.paths.join('\n') : undefined
    const env = await this.ports.env()
    if (this.ending.signal.aborted) return undefined
    const running = runGate({
      command: gate.command,
      cwd: directory,
      env: paths === undefined ? env : { ...env, [TASK_PATHS]: paths },
      shell: this.ports.shell,
      platform: this.ports.platform,
      timeoutMs: gate.timeoutMinutes * 60_000,
      abort: this.ending.signal,
    })
    this.running.add(running)
    const outcome = await running
    this.running.delete(running)
    if (this.ending.signal.aborted) return undefined
    const passed = outcome.code === 0 && !outcome.timedOut
    const others = passed ? [] : await this.editorsBeside(task)
    const detail =
      detailOf(outcome, gate) +
      scopeWords(files) +
      (others.length === 0 ? '' : `, while ${others.join(' and ')} worked in the same folder`)
    const told = paths === undefined ? '' : `${TASK_PATHS}:\n${paths}\n\n`
    const result: CheckResult = {
      ...about,
      verdict: passed ? 'passed' : 'failed',
      ...(passed ? {} : { error: errorSignature(outcome.output, detailOf(outcome, gate)) }),
      detail,
      took: outcome.took,
    }
    return this.withEvidence(result, report, `${told}$ ${gate.command}\n${outcome.output}\n${detail}\n`)
  }

  /** Keeps what a check has found. Where there is no room for it the evidence is lost, but not the verdict: a report must not wait for ever. */
  private async withEvidence(result: CheckResult, report: Report, text: string): Promise<CheckResult> {
    const id = `${report.id}-${this.ports.run().reports[report.id]?.checks.length ?? 0}`
    const slug = (result.kind === 'edits' ? 'edits' : result.name)
      .replace(/[^A-Za-z0-9]+/g, '-')
      .toLowerCase()
    try {
      return { ...result, output: await this.ports.texts.store('evidence', id, `${id}-${slug}`, text) }
    } catch (error) {
      const detail = `${result.detail.replace(/\.$/, '')}, and what was found could not be kept (${messageOf(error)})`
      return { ...result, detail }
    }
  }
}

/** What a gate that asks for the files of its task was told. */
function scopeWords(files: TaskFiles | undefined): string {
  if (files?.kind === 'paths') return `, for ${namesOf(files.paths)}`
  return files?.kind === 'unknown' ? `, for the whole project, since ${files.why}` : ''
}

function detailOf(outcome: GateOutcome, gate: Gate): string {
  if (outcome.failure !== null) return `could not be started: ${outcome.failure}`
  if (outcome.timedOut) return `was ended after ${gate.timeoutMinutes} minutes`
  if (outcome.signal !== null) return `was ended by ${outcome.signal}`
  return `exited with code ${outcome.code ?? 'unknown'}`
}
