import { resolve } from 'node:path'
import type { ProjectView } from '#shared/contract/views'
import type { Deck } from '../../engine/deck'
import { type CliIo, RefusedHere, type Verb, readArgs } from '../args'
import { ownDeck, playRun } from '../headless'
import { printable } from '../progress'
import { textArgument, textOptions } from '../text-argument'

/** `run [folder]`: works a task to the orchestrator's `work-done --done`. */
export const run: Verb = async (args, io) => {
  const flag = { type: 'boolean' } as const
  const { values, positionals } = readArgs(
    args,
    { ...textOptions, orchestration: { type: 'string' }, json: flag, trust: flag, yes: flag },
    1,
  )
  const task = await textArgument(values, io)
  const dir = resolve(io.cwd, positionals[0] ?? '.')
  return playRun(ownDeck(io), {
    io,
    json: values.json ?? false,
    task,
    policy: values.yes ? 'agree' : io.interactive ? 'ask' : 'nobody',
    async start(deck) {
      const project = await deck.handle('project.open', { dir })
      const orchestration = chooseOrchestration(project, values.orchestration)
      await agree(deck, project, values.trust ?? false, io)
      await warnOfOthers(deck, project.dir, orchestration, io)
      return (await deck.handle('run.start', { dir: project.dir, orchestration })).run
    },
  })
}

/** The team that was named, or the only one there is. */
export function chooseOrchestration(project: ProjectView, wanted: string | undefined): string {
  if (project.config === 'none') {
    throw new RefusedHere(
      `${project.dir} has no .dot-agent-deck.toml, so there is no team to start. Make one: dot-agent-deck init -p "${project.dir}"`,
    )
  }
  if (project.config === 'broken') {
    const problems = project.diagnostics
      .filter((item) => item.severity === 'error')
      .map((item) => `${item.file}:${item.line}:${item.column}: ${item.message}\n  ${item.fix}`)
    throw new RefusedHere(`The config cannot be used:\n${problems.join('\n')}`)
  }
  const names = project.orchestrations.map((item) => item.name)
  if (wanted !== undefined) {
    if (names.includes(wanted)) return wanted
    throw new RefusedHere(
      `There is no orchestration "${wanted}" in ${project.configFile}. It has: ${names.join(', ') || 'none'}.`,
    )
  }
  const [only, ...others] = names
  if (only === undefined) {
    throw new RefusedHere(
      `${project.configFile} has no orchestration. Add one; see: dot-agent-deck init --help`,
    )
  }
  if (others.length > 0) {
    throw new RefusedHere(
      `There are several orchestrations. Choose one with --orchestration: ${names.join(', ')}.`,
    )
  }
  return only
}

/** What several runs edit in one folder cannot be told apart. */
async function warnOfOthers(deck: Deck, dir: string, orchestration: string, io: CliIo): Promise<void> {
  const { othersInFolder, worktree, worktreePossible } = await deck.handle('run.check', {
    dir,
    orchestration,
  })
  if (othersInFolder.length === 0 || worktree) return
  const names = othersInFolder.map((title) => `"${printable(title)}"`).join(' and ')
  const remedy = worktreePossible
    ? ' With worktree = true in the config each run gets a folder of its own.'
    : ''
  io.stderr(
    `Careful: another run works in ${dir}, and what each of them edits cannot be told apart: ${names}.${remedy}\n`,
  )
}

/** A config that came with a folder runs nothing before the person has agreed to its commands. */
async function agree(deck: Deck, project: ProjectView, trusted: boolean, io: CliIo): Promise<void> {
  const { consent } = project
  if (consent === null) return
  if (!trusted) {
    const list = consent.commands
      .map((item) => `  ${printable(item.where)}: ${printable(item.command)}`)
      .join('\n')
    io.stderr(`The config of ${project.dir} would run:\n${list}\n`)
    if (!io.interactive) {
      throw new RefusedHere('Nobody has agreed to these commands yet. Look at them, then add --trust.')
    }
    const reply = await io.question('Run these commands? [y/N] ')
    if (!/^y(es)?$/i.test(reply.trim())) throw new RefusedHere('Nothing was started.')
  }
  await deck.handle('project.consent', { dir: project.dir, key: consent.key })
}
