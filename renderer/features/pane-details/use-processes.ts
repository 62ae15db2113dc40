import { useEffect, useState } from 'react'
import type { Output } from '#shared/contract/methods'
import { cpuShareOf } from './words'
import { link, reasonOf } from '../../state/deck'

/** Milliseconds between two looks at the processes. */
const EVERY = 2000

type Processes = Output<'pane.processes'>

/** Processes of a pane's agent, looked at now and then while this is on screen. */
export function useProcesses(
  run: string,
  pane: string,
): { list: Processes | null; cpuShare: number | null; problem: string | null } {
  const [cpuShare, setCpuShare] = useState<number | null>(null)
  const [list, setList] = useState<Processes | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let open = true
    let before: { at: number; list: Processes } | undefined
    const look = async (): Promise<void> => {
      try {
        const found = await link.request('pane.processes', { run, pane })
        const now = { at: performance.now(), list: found }
        if (open && before) setCpuShare(cpuShareOf(before.list, found, now.at - before.at))
        before = now
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
  return { list, cpuShare, problem }
}
