import type { TemplateView } from '#shared/contract/views'
import { Node } from './team-diagram'
import './team-diagram.css'

/** Pixels of one node, in which the longest name of the role library fits. */
const nodeSize = { width: 98, height: 24 } as const
/** Pixels between nodes of one row, and between rows. */
const gap = { x: 8, y: 14 } as const

/**
 * A team in the order of its work: the orchestrator on top, below it row by row those who work side by side; a role with several
 * agents says how many. The names
 * are in the text beside it as well, so the picture is hidden from screen readers.
 */
export function StageDiagram({
  template: { title, roles, stages, seats },
}: {
  template: Pick<TemplateView, 'title' | 'roles' | 'stages' | 'seats'>
}) {
  const rows = [[roles[0] ?? title], ...stages]
  const columns = Math.max(...rows.map((row) => row.length))
  const width = columns * nodeSize.width + (columns - 1) * gap.x
  const height = rows.length * nodeSize.height + (rows.length - 1) * gap.y
  const topOf = (row: number) => row * (nodeSize.height + gap.y)
  const leftOf = (row: number, column: number) => {
    const free = columns - (rows[row]?.length ?? 0)
    return (column + free / 2) * (nodeSize.width + gap.x)
  }
  const lines = rows.slice(1).flatMap((stage, above) =>
    (rows[above] ?? []).flatMap((_, from) =>
      stage.map((__, to) => {
        const x1 = leftOf(above, from) + nodeSize.width / 2
        const x2 = leftOf(above + 1, to) + nodeSize.width / 2
        const y1 = topOf(above) + nodeSize.height
        const y2 = topOf(above + 1)
        const half = (y1 + y2) / 2
        return `M${x1} ${y1}C${x1} ${half} ${x2} ${half} ${x2} ${y2}`
      }),
    ),
  )
  return (
    <svg
      className="team-diagram"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {lines.map((line) => (
        <path key={line} d={line} />
      ))}
      {rows.map((row, at) =>
        row.map((name, column) => (
          <Node
            key={name}
            name={seats[name] === undefined ? name : `${name} ×${seats[name]}`}
            x={leftOf(at, column)}
            y={topOf(at)}
            width={nodeSize.width}
            lead={at === 0}
          />
        )),
      )}
    </svg>
  )
}
