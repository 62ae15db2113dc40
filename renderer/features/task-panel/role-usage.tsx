import type { Run } from '#shared/model/state'
import { useRunNow } from '../../ui/now'
import { figureWords, roleFigures } from '../usage/role-figures'
import { Fact } from './facts'

/** What the role in focus has used in this run, all its agents together, against its budget. */
export function RoleUsage({ run, pane }: { run: Run; pane: string }) {
  const figures = roleFigures(run, pane, useRunNow(run))
  if (figures.length === 0) return null
  return (
    <div className="task-part">
      <h3 className="section-title">Used by {run.panes[pane]?.role}</h3>
      <dl className="task-facts">
        {figures.map((figure) => (
          <Fact key={figure.name} name={figure.name} value={figureWords(figure)} />
        ))}
      </dl>
    </div>
  )
}
