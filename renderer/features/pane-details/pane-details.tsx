import { useState } from 'react'
import { Check, Copy, Info } from 'lucide-react'
import { Popover } from 'radix-ui'
import { agentOf, type Card } from '#shared/model/selectors'
import type { Agent, Run, Usage } from '#shared/model/state'
import { shell } from '../../app/shell'
import { useDeck } from '../../state/deck'
import { IconButton } from '../../ui/controls'
import { clockText, exactTime } from '../../ui/time'
import { HandOverActions } from '../hand-over/hand-over-actions'
import { costText, countText } from '../usage/usage-words'
import { NewConversation } from './new-conversation'
import { useProcesses } from './use-processes'
import { lifeWords, limitedWords, memoryText, sourceWords } from './words'
import './pane-details.css'

/** What there is to know of a pane's agent beyond its status, behind a button in the pane's head. */
export function PaneDetails({ run, card }: { run: Run; card: Card }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label={`Details of ${card.role}`}>
          <Info size={14} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="pane-details"
          aria-label={`Details of ${card.role}`}
          side="bottom"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          // Into the window itself: the first button would show its tooltip at once.
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
        >
          <Details run={run} card={card} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Details({ run, card }: { run: Run; card: Card }) {
  const agent = agentOf(run, card.pane)
  const agents = useDeck((state) => state.agents)
  const kind = (agent && agents.find((choice) => choice.id === agent.kind)?.label) ?? agent?.kind
  return (
    <>
      <h2>{card.role}</h2>
      {card.description && <p className="pane-details-text selectable">{card.description}</p>}
      <dl className="pane-details-facts">
        <dt>Command</dt>
        <dd className="mono selectable">{card.command}</dd>
        {agent && (
          <>
            <dt>Program</dt>
            <dd className="selectable">{kind === 'any' ? 'Terminal program' : kind}</dd>
            <dt>Started</dt>
            <dd title={exactTime(agent.startedAt)}>{clockText(agent.startedAt)}</dd>
            <dt>Conversation</dt>
            <Conversation agent={agent} />
            <dt>Status from</dt>
            <dd>{sourceWords[agent.source]}</dd>
            {agent.toolCount > 0 && (
              <>
                <dt>Tools used</dt>
                <dd>{agent.toolCount}</dd>
              </>
            )}
            {agent.life && (
              <>
                <dt>Signs of life</dt>
                <dd className="selectable">{lifeWords(agent.life)}</dd>
              </>
            )}
            {agent.usage && <UsageFacts usage={agent.usage} />}
          </>
        )}
      </dl>
      {agent && <Limited agent={agent} />}
      {agent && <NewConversation run={run} agent={agent} />}
      {agent && agent.exit === null && (
        <div className="pane-details-fresh">
          <HandOverActions run={run} pane={card.pane} />
        </div>
      )}
      {agent && agent.exit === null && <Processes run={run.id} pane={card.pane} />}
    </>
  )
}

/** What this agent has used since its start. What it does not tell is left out. */
function UsageFacts({ usage }: { usage: Usage }) {
  const { tokens, costUsd, contextUsed, contextSize, source } = usage
  const how = source === 'estimated' ? ', estimated' : ''
  return (
    <>
      <dt>Tokens</dt>
      <dd>
        {countText(tokens.input + tokens.output + tokens.cacheWrite)}
        {how}
      </dd>
      {costUsd !== null && (
        <>
          <dt>Cost</dt>
          <dd>
            {costText(costUsd)}
            {how}
          </dd>
        </>
      )}
      {contextUsed !== null && contextSize !== null && (
        <>
          <dt>Context</dt>
          <dd>
            {countText(contextUsed)} of {countText(contextSize)} tokens
            {usage.contextSource === 'estimated' && ', estimated'}
          </dd>
        </>
      )}
    </>
  )
}

function Conversation({ agent }: { agent: Agent }) {
  const [copied, setCopied] = useState(false)
  const { conversation } = agent
  if (conversation === null) return <dd>not known</dd>
  return (
    <dd className="pane-details-copy">
      <span className="mono selectable">{conversation}</span>
      <IconButton
        label={copied ? 'Copied' : 'Copy conversation id'}
        onClick={() => void shell.copyText(conversation).then(() => setCopied(true))}
      >
        {copied ? <Check size={13} /> : <Copy size={13} />}
      </IconButton>
    </dd>
  )
}

function Limited({ agent }: { agent: Agent }) {
  const words = limitedWords(agent)
  return (
    words && (
      <div className="pane-details-limited">
        <h3>Limited status</h3>
        <p className="selectable">{words}</p>
      </div>
    )
  )
}

function Processes({ run, pane }: { run: string; pane: string }) {
  const { list, cpuShare, problem } = useProcesses(run, pane)
  const total = (list ?? []).reduce((sum, process) => sum + process.rssBytes, 0)
  return (
    <section className="pane-details-processes" aria-label="Processes">
      <h3>
        Processes
        <span className="spacer" />
        <span className="figure">
          {list ? memoryText(total) : '\u00a0'}
          {cpuShare !== null && `, CPU ${Math.round(cpuShare * 100)} %`}
        </span>
      </h3>
      {problem ? (
        <p className="selectable">{problem}</p>
      ) : (
        <ul tabIndex={0} aria-label="Processes and their memory">
          {(list ?? []).map((process) => (
            <li key={process.pid}>
              <span className="figure">{process.pid}</span>
              <span className="mono truncate" title={process.name}>
                {process.name}
              </span>
              <span className="figure">{memoryText(process.rssBytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
