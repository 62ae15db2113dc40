import { useStore } from 'zustand'
import { Refused } from '#shared/contract/link'
import type { Input, MethodName, Output } from '#shared/contract/methods'
import { messageOf } from '#shared/message-of'
import type { Run } from '#shared/model/state'
import { chooseLink } from '../link/choose-link'
import { createDeckStore, type DeckState } from './deck-store'
import { tell, view, type ViewState } from './view-store'

/** This window's link to the engine, chosen once. */
export const link = chooseLink()
/** This window's copy of what the engine knows. */
export const deck = createDeckStore()

export function useDeck<T>(select: (state: DeckState) => T): T {
  return useStore(deck, select)
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(view, select)
}

export function useRun(id: string): Run | undefined {
  return useDeck((state) => state.runs[id])
}

/** Asks the engine; a refusal is shown to the person and gives null. */
export async function ask<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M> | null> {
  try {
    return await link.request(method, input)
  } catch (error) {
    tell(reasonOf(error))
    return null
  }
}

/** The sentence of a refusal. Anything else is a fault of ours, named as such. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  console.error(error)
  return `Something went wrong in the deck: ${messageOf(error)}`
}
