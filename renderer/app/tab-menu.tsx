import type { ReactElement } from 'react'
import { ContextMenu } from 'radix-ui'
import { editConfig } from '../features/config-editor/editing'
import { editWords } from '../features/projects/edit-words'
import { useDeck } from '../state/deck'
import { isExported } from '../state/deck-store'
import type { Tab } from '../state/navigation'

/** What can be done with a tab, at a right click or by the menu key. */
export function TabMenu({ tab, close, children }: { tab: Tab; close(): void; children: ReactElement }) {
  const dir = tab.kind === 'project' ? tab.dir : tab.run.project.dir
  // The folder of an export may be on another machine, and that of a demo goes away with it.
  const hasTeam = tab.kind === 'project' || (!isExported(tab.run) && tab.run.origin !== 'demo')
  const words = editWords(useDeck((state) => state.projects[dir]))
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu" collisionPadding={8}>
          {hasTeam && (
            <ContextMenu.Item className="menu-item" onSelect={() => void editConfig(dir)}>
              {words}
            </ContextMenu.Item>
          )}
          <ContextMenu.Item className="menu-item" onSelect={close}>
            {tab.kind === 'run' ? 'Close this run' : 'Close this folder'}
          </ContextMenu.Item>
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}
