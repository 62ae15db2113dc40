import type { Side } from '#shared/model/state'
import type { ShapeStatus } from '../../ui/status-shape'

/** How a pane's command goes or went, as a shape. */
export function sideShape({ session, running, every, paused, result, failure }: Side): ShapeStatus {
  if (failure !== null) return 'error'
  if (session === null) return 'not-started'
  if (paused) return 'exited'
  if (result && (result.code !== 0 || result.signal !== null)) return 'error'
  if (running && every === null) return 'working'
  return result ? 'done' : 'starting'
}

/** The same in words. */
export function sideWord({ kind, session, running, every, paused, result, failure }: Side): string {
  if (failure !== null) return 'could not start'
  if (session === null) return kind === 'reactive' ? 'nothing yet' : 'waits'
  const end = result && (result.signal !== null ? `ended by ${result.signal}` : `exit ${result.code ?? '?'}`)
  if (!running) return end ?? 'ended'
  if (every === null) return 'running'
  const how = paused ? 'paused' : everyText(every)
  return end === null || result?.code === 0 ? how : `${end}, ${how}`
}

/** "every 10 s" */
export function everyText(seconds: number): string {
  return `every ${seconds} s`
}

/** What, how it went and why, for a tooltip. */
export function sideTitle(side: Side): string {
  const { name, command, because, failure } = side
  if (failure !== null) return `${name}: ${failure}`
  if (command === null) return name
  const why = because ? [`The agent ran it, and it matches ${because.pattern}`] : []
  return [`${name}: ${command}`, sideWord(side), ...why].join('\n')
}
