import { useState } from 'react'
import { currentTask } from '#shared/model/selectors'
import type { Agent, Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'

/** Lets the agent forget what was said, in its own process; only for a program that the deck knows how to tell so. */
export function NewConversation({ run, agent }: { run: Run; agent: Agent }) {
  const [sending, setSending] = useState(false)
  if (agent.kind === 'any' || agent.exit !== null || run.phase === 'closed') return null
  const task = currentTask(run, agent.pane)
  const free = agent.status === 'idle' && task === null
  const begin = async () => {
    setSending(true)
    await ask('pane.new-conversation', { run: run.id, pane: agent.pane })
    setSending(false)
  }
  return (
    <section className="pane-details-anew">
      <Button size="small" disabled={!free || sending} onClick={() => void begin()}>
        New conversation
      </Button>
      <p>{sending ? 'Begins a new conversation…' : words(run, agent, task?.id)}</p>
    </section>
  )
}

function words(run: Run, agent: Agent, task: string | undefined): string {
  if (task !== undefined) return `Not while it has task ${task}.`
  if (agent.status !== 'idle') return 'Only while it is idle.'
  return run.panes[agent.pane]?.start && run.orchestration !== null
    ? 'It forgets what was said, and is told its role again.'
    : 'It forgets what was said.'
}
