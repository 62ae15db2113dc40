import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ConfigEdit } from '#shared/contract/config-edit'
import type { ConfigView } from '#shared/contract/config-view'
import type { Input, MethodName } from '#shared/contract/methods'
import { ask, link, useDeck } from '../../state/deck'
import { tell } from '../../state/view-store'

type Changing = Extract<
  MethodName,
  | 'config.edit'
  | 'config.text'
  | 'config.undo'
  | 'config.redo'
  | 'config.fix'
  | 'config.add-team'
  | 'config.resolve'
>

/** The configs that are open in the editor, as the engine has them. */
const editors = createStore<Record<string, ConfigView>>(() => ({}))
/** What fields hold back while somebody types, to be sent before anything else is done. */
const held = new Set<() => void>()

link.on('config', (view) => {
  if (editors.getState()[view.dir]) take(view)
})

function take(view: ConfigView): void {
  editors.setState((state) => {
    const known = state[view.dir]
    return known && known.revision > view.revision ? state : { ...state, [view.dir]: view }
  })
}

/** The open config of a folder; undefined until it has arrived. It is fetched again after a lost connection. */
export function useConfig(dir: string): ConfigView | undefined {
  const connected = useDeck((state) => state.link.kind === 'open')
  useEffect(() => {
    if (connected) void ask('config.open', { dir }).then((view) => view && take(view))
  }, [dir, connected])
  return useStore(editors, (state) => state[dir])
}

/** Asks the engine for a change; what was typed before it is sent first. False when it was refused, which is said. */
export async function change<M extends Changing>(method: M, input: Input<M>): Promise<boolean> {
  flushHeld()
  return send(method, input)
}

/** Does edits as one step that undo calls `title`. */
export function edit(dir: string, title: string, edits: ConfigEdit[]): Promise<boolean> {
  return change('config.edit', { dir, edits, title })
}

/** The same for what is being typed, which holds itself back. */
export async function send<M extends Changing>(method: M, input: Input<M>): Promise<boolean> {
  const view = await ask(method, input)
  if (view) take(view)
  return view !== null
}

/** Writes the file. @returns whether it is on disk now */
export async function save(dir: string): Promise<boolean> {
  flushHeld()
  const result = await ask('config.save', { dir })
  if (!result) return false
  take(result.view)
  if (result.reason !== null) tell(result.reason)
  return result.outcome === 'saved'
}

/** Puts the editor away; what was not saved is gone. */
export async function discard(dir: string): Promise<void> {
  await ask('config.close', { dir })
  editors.setState((state) => {
    const { [dir]: _gone, ...rest } = state
    return rest
  }, true)
}

/** Registers a field that holds text back. @returns a function that takes it out again */
export function holdBack(flush: () => void): () => void {
  held.add(flush)
  return () => held.delete(flush)
}

/** Sends everything that fields hold back. */
export function flushHeld(): void {
  for (const flush of held) flush()
}
