import { useEffect, useState } from 'react'
import type { Output } from '#shared/contract/methods'
import { link, reasonOf } from '../../state/deck'

/** Milliseconds between two looks at the processes. */
const EVERY = 2000

/** Processes of a pane's agent, looked at now and then while this is on screen. */
export function useProcesses(
  run: string,
  pane: string,
): { list: Output<'pane.processes'> | null; problem: string | null } {
  const [list, setList] = useState<Output<'pane.processes'> | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let open = true
    const look = async (): Promise<void> => {
      try {
        const found = await link.request('pane.processes', { run, pane })
        if (open) setList(found.sort((a, b) => a.pid - b.pid))
        if (open) setProblem(null)
      } catch (error) {
        if (open) setProblem(reasonOf(error))
      }
      if (open) timer = setTimeout(() => void look(), EVERY)
    }
    void look()
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [run, pane])
  return { list, problem }
}
