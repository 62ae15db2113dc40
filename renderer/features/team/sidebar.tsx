import type { KeyboardEvent } from 'react'
import type { Run } from '#shared/model/state'
import { panesOnShow } from '#shared/model/seats'
import { attentionOf } from '#shared/model/attention'
import { useView } from '../../state/deck'
import { selectedPane } from '../../state/navigation'
import { PauseButton } from '../pause/pause'
import { NeedsYou } from '../attention/needs-you'
import { useHeldLayout } from './held-layout'
import { RoleCard } from './role-card'
import './team.css'

/** What needs the person, then the team in config order. */
export function Sidebar({ run }: { run: Run }) {
  const selected = useView((state) => selectedPane(run, state.selected))
  const { handlers, held } = useHeldLayout()
  return (
    <div className="sidebar" {...handlers}>
      <NeedsYou run={run} items={attentionOf(run).filter((item) => item.kind !== 'finished')} held={held} />
      <section className="team" aria-label="Team" role="region" data-region>
        <div className="team-head">
          <h2 className="section-title">{run.orchestration === null ? 'Agent' : 'Team'}</h2>
          <PauseButton run={run} />
        </div>
        <ul onKeyDown={moveWithArrows}>
          {panesOnShow(run).map(({ pane }, index) => (
            <RoleCard
              key={pane}
              run={run}
              pane={pane}
              index={index}
              selected={pane === selected}
              held={held}
            />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** Up and Down go from card to card. */
function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('.card')]
  const at = cards.findIndex((card) => card === document.activeElement)
  const next = cards[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
