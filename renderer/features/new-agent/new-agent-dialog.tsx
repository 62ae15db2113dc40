import { useEffect, useEffectEvent, useId, useState } from 'react'
import { RadioGroup } from 'radix-ui'
import type { ProjectView } from '#shared/contract/views'
import { pickFolder } from '../../app/commands'
import { link, reasonOf, useDeck } from '../../state/deck'
import { lastPart, openFolder, showStartedRun } from '../../state/navigation'
import { closeDialog, openDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import { paneWords } from '../modes/mode-words'
import { StartWarning } from '../start-team/start-warning'
import { agentStart, teamStart, useStart } from '../start-team/use-start'
import { AgentButtons, AgentCommand } from './agent-command'
import './new-agent.css'

/** What is to be started: one agent without a team, a team, or an agent in a workspace. */
type Choice = { kind: 'plain' } | { kind: 'team' | 'mode'; name: string }
const PLAIN: Choice = { kind: 'plain' }

/** Milliseconds without a keystroke after which a typed path is taken to be whole. */
const TYPING_PAUSE = 700

/** A new agent, or a team of the folder's config. */
export function NewAgentDialog({ dir: firstDir }: { dir: string }) {
  const agents = useDeck((state) => state.agents)
  const lastCommand = useDeck((state) => state.settings.lastCommand)
  const [dir, setDir] = useState(firstDir)
  /** The folder as it was read, and the text it was read for. */
  const [read, setRead] = useState<{ typed: string; project: ProjectView } | null>(null)
  const [choice, setChoice] = useState<Choice>(PLAIN)
  const [name, setName] = useState('')
  const [command, setCommand] = useState(lastCommand || agents[0]?.command || '')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const starting = useStart()
  const id = useId()

  const typed = dir.trim()
  const project = read && read.typed === typed ? read.project : null
  const plain = choice.kind === 'plain'
  const needsConsent = !plain && project?.consent != null
  const ready = typed !== '' && (choice.kind === 'team' || command.trim() !== '')

  /** Reading a folder puts it into the recent list, so that a path in the middle of being typed is not read. */
  async function readFolder(): Promise<ProjectView | null> {
    if (typed === '') return null
    if (project) return project
    try {
      const opened = await link.request('project.open', { dir: typed })
      setRead({ typed, project: opened })
      setProblem(null)
      setChoice((chosen) => choicesOf(opened).find((each) => sameChoice(each, chosen)) ?? PLAIN)
      return opened
    } catch (error) {
      setProblem(reasonOf(error))
      return null
    }
  }
  const readLater = useEffectEvent(() => void readFolder())
  useEffect(() => {
    const timer = setTimeout(readLater, dir === firstDir ? 0 : TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [dir, firstDir])

  async function start(): Promise<void> {
    if (!ready || busy || starting.warning !== null) return
    setBusy(true)
    const opened = await readFolder()
    if (opened) await startIn(opened)
    setBusy(false)
  }

  async function startIn({ dir: folder, consent }: ProjectView): Promise<void> {
    if (!plain && consent !== null) return openFolder(folder)
    const title = name.trim()
    const titled = title ? { title } : {}
    if (choice.kind === 'team') {
      return starting.start(teamStart({ dir: folder, orchestration: choice.name, ...titled }))
    }
    const begin = async () => {
      const { run } =
        choice.kind === 'mode'
          ? await link.request('run.open-mode', { dir: folder, mode: choice.name, command, ...titled })
          : await link.request('run.start-agent', { dir: folder, name: title || agentName(command), command })
      showStartedRun(run, folder)
    }
    return starting.start(agentStart(command, begin))
  }

  return (
    <Dialog title="New agent or team" onClose={closeDialog}>
      <form
        className="new-agent"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <div className="form-row">
          <label htmlFor={`${id}-dir`}>Folder</label>
          <div className="form-inline">
            <input
              id={`${id}-dir`}
              className="field"
              value={dir}
              autoFocus={dir === ''}
              spellCheck={false}
              placeholder="Path of a project folder"
              onChange={(event) => {
                setDir(event.target.value)
                starting.leave()
              }}
              onBlur={() => void readFolder()}
            />
            <Button
              type="button"
              className="field-button"
              onClick={() => void pickFolder((chosen) => openDialog({ kind: 'new-agent', dir: chosen }))}
            >
              Choose
            </Button>
          </div>
        </div>
        {project && choicesOf(project).length > 1 && (
          <div className="form-row">
            <span className="form-label" id={`${id}-team`}>
              Start
            </span>
            <RadioGroup.Root
              className="choices"
              aria-labelledby={`${id}-team`}
              value={keyOf(choice)}
              onValueChange={(key) => {
                setChoice(choicesOf(project).find((each) => keyOf(each) === key) ?? PLAIN)
                starting.leave()
              }}
            >
              <ChoiceRow value={keyOf(PLAIN)} title="A plain agent" detail="One agent, no team" />
              {project.orchestrations.map((team) => (
                <ChoiceRow
                  key={team.name}
                  value={keyOf({ kind: 'team', name: team.name })}
                  title={team.name}
                  detail={team.roles.map((role) => role.name).join(', ')}
                />
              ))}
              {project.modes.map((mode) => (
                <ChoiceRow
                  key={mode.name}
                  value={keyOf({ kind: 'mode', name: mode.name })}
                  title={`Workspace ${mode.name}`}
                  detail={paneWords(mode)}
                />
              ))}
            </RadioGroup.Root>
          </div>
        )}
        {choice.kind !== 'team' && (
          <div className="form-row">
            <label htmlFor={`${id}-command`}>Command</label>
            <AgentCommand id={`${id}-command`} command={command} onChange={setCommand} />
            <AgentButtons command={command} onChange={setCommand} />
          </div>
        )}
        <div className="form-row">
          <label htmlFor={`${id}-name`}>Name</label>
          <input
            id={`${id}-name`}
            className="field"
            value={name}
            maxLength={128}
            placeholder={choice.kind === 'plain' ? agentName(command) : choice.name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        {needsConsent && (
          <p className="dialog-text">The folder’s commands are shown first. Nothing runs before you agree.</p>
        )}
        <StartWarning starting={starting} />
        <div className="dialog-buttons">
          <Button kind="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" disabled={!ready || busy || starting.warning !== null}>
            {needsConsent ? 'Show the commands' : startWords(choice)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Everything that a folder offers. */
function choicesOf({ orchestrations, modes }: ProjectView): Choice[] {
  return [
    PLAIN,
    ...orchestrations.map(({ name }): Choice => ({ kind: 'team', name })),
    ...modes.map(({ name }): Choice => ({ kind: 'mode', name })),
  ]
}

function keyOf(choice: Choice): string {
  return choice.kind === 'plain' ? choice.kind : `${choice.kind} ${choice.name}`
}

function sameChoice(a: Choice, b: Choice): boolean {
  return keyOf(a) === keyOf(b)
}

function startWords(choice: Choice): string {
  if (choice.kind === 'plain') return 'Start agent'
  return choice.kind === 'team' ? `Start ${choice.name}` : `Open ${choice.name}`
}

function ChoiceRow({ value, title, detail }: { value: string; title: string; detail: string }) {
  return (
    <RadioGroup.Item className="choice" value={value} aria-label={title} title={`${title}\n${detail}`}>
      <span className="choice-mark" aria-hidden="true" />
      <span className="choice-title truncate">{title}</span>
      <span className="choice-detail truncate">{detail}</span>
    </RadioGroup.Item>
  )
}

/** A name to go by when the person gives none: the program's. */
export function agentName(command: string): string {
  const words = command.trim().split(/\s+/)
  const program = words.find((word) => !word.includes('=') && word !== 'env') ?? ''
  return lastPart(program) || 'agent'
}
