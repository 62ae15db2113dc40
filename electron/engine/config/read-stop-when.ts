import { stopKinds } from '#shared/contract/config'
import type { StopRule } from '#shared/contract/config'
import { nearest } from './keys'
import type { Table } from './table'

/** More than so often in a row is never meant. */
const MOST = 100

/** Reads `stop_when`: texts such as "gate-failed 3". One that is wrong is reported, and the others hold. */
export function readStopWhen(table: Table): StopRule[] | undefined {
  const written = table.strings('stop_when')
  if (written === undefined) return undefined
  return written.flatMap((text) => {
    const [name = '', times, ...more] = text.trim().split(/\s+/)
    const kind = stopKinds.find((known) => known === name)
    const count = times !== undefined && /^\d{1,3}$/.test(times) ? Number(times) : undefined
    if (kind !== undefined && count !== undefined && count >= 1 && count <= MOST && more.length === 0) {
      return [{ kind, times: count }]
    }
    const meant = kind ?? nearest(name, stopKinds)
    const example = `"${meant ?? 'gate-failed'} ${count === undefined || count < 1 || count > MOST ? 3 : count}"`
    const all = stopKinds.map((known) => `"${known} 3"`).join(', ')
    table.error(
      'stop_when',
      kind === undefined
        ? `\`stop_when\` has a condition that does not exist: ${JSON.stringify(text)}`
        : `\`stop_when\` needs a condition and how often, from 1 to ${MOST}, not ${JSON.stringify(text)}`,
      meant === undefined ? `Use one of: ${all}.` : `Did you mean ${example}?`,
    )
    return []
  })
}
