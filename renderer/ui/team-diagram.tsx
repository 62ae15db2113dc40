import './team-diagram.css'

/** Pixels of one node and the spaces between. */
const node = { width: 92, height: 24, gapX: 44, gapY: 8 } as const

/**
 * A team as a picture: the orchestrator on the left, the roles it hands tasks to on the right. The names are in the
 * text beside it as well, so the picture is hidden from screen readers.
 */
export function TeamDiagram({ lead, workers }: { lead: string; workers: string[] }) {
  const rows = Math.max(workers.length, 1)
  const height = rows * node.height + (rows - 1) * node.gapY
  const width = workers.length > 0 ? node.width * 2 + node.gapX : node.width
  const middle = height / 2
  return (
    <svg
      className="team-diagram"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {workers.map((worker, row) => {
        const y = row * (node.height + node.gapY) + node.height / 2
        const from = node.width
        const to = node.width + node.gapX
        const half = from + node.gapX / 2
        return <path key={worker} d={`M${from} ${middle}C${half} ${middle} ${half} ${y} ${to} ${y}`} />
      })}
      <Node name={lead} x={0} y={middle - node.height / 2} lead />
      {workers.map((worker, row) => (
        <Node key={worker} name={worker} x={node.width + node.gapX} y={row * (node.height + node.gapY)} />
      ))}
    </svg>
  )
}

/** Pixels of a letter, on average. */
const LETTER = 6.1

/** One role as a box with its name. */
export function Node({
  name,
  x,
  y,
  width = node.width,
  lead = false,
}: {
  name: string
  x: number
  y: number
  width?: number
  lead?: boolean
}) {
  const fits = Math.floor((width - 6) / LETTER)
  const text = name.length > fits ? `${name.slice(0, fits - 1)}…` : name
  return (
    <g data-lead={lead}>
      <rect x={x + 0.5} y={y + 0.5} width={width - 1} height={node.height - 1} rx={6} />
      <text x={x + width / 2} y={y + node.height / 2} dy="0.35em" textAnchor="middle">
        {text}
      </text>
    </g>
  )
}
