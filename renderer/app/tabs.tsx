import type { KeyboardEvent } from 'react'
import { Plus, Search, Settings as SettingsIcon, X } from 'lucide-react'
import { attentionOf, urgencyOf } from '#shared/model/attention'
import type { Run } from '#shared/model/state'
import { requestCloseRun } from '../features/close-run/close-run'
import { deck, useDeck, useView } from '../state/deck'
import { isExported } from '../state/deck-store'
import { closeFolder, go, placeOf, samePlace, tabsOf, type Tab } from '../state/navigation'
import { openDialog, view } from '../state/view-store'
import { IconButton, Tooltip } from '../ui/controls'
import { StatusShape, type ShapeStatus } from '../ui/status-shape'
import { folderInFront } from './commands'
import { shell } from './shell'
import { TabMenu } from './tab-menu'
import { useShortcut } from './use-shortcut'
import './tabs.css'

/** Runs and folders from left to right, each run with its most urgent state. */
export function Tabs() {
  const runs = useDeck((state) => state.runs)
  const projects = useDeck((state) => state.projects)
  const hiddenRuns = useView((state) => state.hiddenRuns)
  const openFolders = useView((state) => state.openFolders)
  const place = useView((state) => state.place)
  const interrupted = useDeck((state) => state.restorable.length)
  const tabs = tabsOf({ runs, projects }, { hiddenRuns, openFolders })
  const anyInFront = tabs.some((tab) => samePlace(placeOf(tab), place))
  return (
    <header className="tab-bar" data-platform={shell.kind === 'electron' ? shell.platform : 'browser'}>
      <div className="tabs" role="tablist" aria-label="Runs" data-region onKeyDown={moveWithArrows}>
        {tabs.map((tab, index) => {
          const selected = samePlace(placeOf(tab), place)
          return (
            <TabItem
              key={tabKey(tab)}
              tab={tab}
              selected={selected}
              reachable={selected || (!anyInFront && index === 0)}
            />
          )
        })}
      </div>
      <IconButton
        label="Open another folder"
        aria-pressed={place.kind === 'home'}
        onClick={() => go({ kind: 'home' })}
      >
        <Plus size={16} />
      </IconButton>
      {interrupted > 0 && place.kind !== 'home' && (
        <button type="button" className="tab-bar-new" onClick={() => go({ kind: 'home' })}>
          {interrupted} interrupted {interrupted === 1 ? 'run' : 'runs'}
        </button>
      )}
      <span className="spacer" />
      <button
        type="button"
        className="tab-bar-new"
        onClick={() => openDialog({ kind: 'new-agent', dir: folderInFront() })}
      >
        New
      </button>
      <IconButton
        label="Show all actions"
        keys={useShortcut('palette')}
        onClick={() => openDialog({ kind: 'palette' })}
      >
        <Search size={15} />
      </IconButton>
      <IconButton
        label="Settings"
        keys={useShortcut('settings')}
        onClick={() => openDialog({ kind: 'settings' })}
      >
        <SettingsIcon size={15} />
      </IconButton>
    </header>
  )
}

function tabKey(tab: Tab): string {
  return tab.kind === 'run' ? tab.run.id : tab.dir
}

function TabItem({ tab, selected, reachable }: { tab: Tab; selected: boolean; reachable: boolean }) {
  const close = () => (tab.kind === 'run' ? requestCloseRun(tab.run.id) : closeFolder(tab.dir))
  const look = tab.kind === 'run' ? runLook(tab.run) : null
  const name = tab.kind === 'run' ? tab.run.title : tab.name
  const project = tab.kind === 'run' && tab.run.project.name !== tab.run.title ? tab.run.project.name : null
  return (
    <TabMenu tab={tab} close={close}>
      <div className="tab" data-selected={selected} onAuxClick={(event) => event.button === 1 && close()}>
        <Tooltip text={tab.kind === 'run' ? `${tab.run.directory}\n${look?.word ?? ''}` : tab.dir}>
          <button
            type="button"
            role="tab"
            className="tab-open"
            aria-selected={selected}
            aria-label={[name, project, look?.word].filter(Boolean).join(', ')}
            tabIndex={reachable ? 0 : -1}
            onClick={() => go(placeOf(tab))}
          >
            {look && <StatusShape status={look.shape} />}
            {project && (
              <span className="tab-project">
                <span className="truncate">{project}</span>
              </span>
            )}
            <span className="tab-name truncate">{name}</span>
            {look && look.needs > 0 && <span className="tab-needs">{look.needs}</span>}
          </button>
        </Tooltip>
        <button
          type="button"
          className="tab-close"
          aria-label={`Close ${name}`}
          tabIndex={-1}
          onClick={close}
        >
          <X size={12} />
        </button>
      </div>
    </TabMenu>
  )
}

/** What a tab says about its run: the most urgent state as a shape, in words, and how many things need somebody. */
function runLook(run: Run): { shape: ShapeStatus; word: string; needs: number } {
  if (isExported(run)) return { shape: 'exited', word: 'exported, to be read only', needs: 0 }
  if (run.phase === 'closed') return { shape: 'error', word: 'could not start', needs: 0 }
  const needs = attentionOf(run).filter((item) => item.kind !== 'finished').length
  const urgency = urgencyOf(run)
  if (needs > 0)
    return { shape: urgency === 'error' ? 'error' : 'waiting', word: `${needs} waiting for you`, needs }
  if (run.phase === 'finished')
    return {
      shape: run.outcome === 'failed' ? 'error' : 'done',
      word: run.outcome === 'failed' ? 'failed' : 'finished',
      needs,
    }
  return { shape: urgency, word: urgency, needs }
}

/** Left and Right go from tab to tab, and show it. */
function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  const tabs = tabsOf(deck.getState(), view.getState())
  const at = tabs.findIndex((tab) => samePlace(placeOf(tab), view.getState().place))
  const next = tabs[at + (event.key === 'ArrowRight' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  go(placeOf(next))
  const bar = event.currentTarget
  requestAnimationFrame(() => bar.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
}
