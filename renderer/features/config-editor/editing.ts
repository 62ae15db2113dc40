import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { openFolder } from '../../state/navigation'

/** Folders whose tab shows the config editor in place of the folder's page. */
const editing = createStore<Record<string, true>>(() => ({}))

export function useEditing(dir: string): boolean {
  return useStore(editing, (state) => state[dir] === true)
}

/** Shows the config editor in the folder's tab, which is opened if need be. */
export async function editConfig(dir: string): Promise<void> {
  editing.setState({ [dir]: true })
  await openFolder(dir)
}

/** Gives the tab back to the folder's page. */
export function leaveEditor(dir: string): void {
  editing.setState(({ [dir]: _left, ...rest }) => rest, true)
}
