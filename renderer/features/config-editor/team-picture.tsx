import '../../ui/team-diagram.css'
import type { TeamLook } from './config-data'
import { placesOf, type RolePlace } from './team-places'

/** Pixels of one role in the drawing and the spaces between. */
const node = { width: 116, height: 28, gapX: 48, gapY: 8 } as const

/** A team as a picture: who gives tasks to whom, and with how many checks. The outline says the same in words. */
export function TeamPicture({ team }: { team: TeamLook }) {
  const places = placesOf(team.roles)
  if (places.length === 0) return null
  const columns = Math.max(...places.map((place) => place.column)) + 1
  const rows = Math.max(...places.map((place) => place.row)) + 1
  const width = columns * node.width + (columns - 1) * node.gapX
  const height = rows * node.height + (rows - 1) * node.gapY
  const inColumn = (column: number) => places.filter((place) => place.column === column).length
  const topOf = ({ column, row }: RolePlace) =>
    row * (node.height + node.gapY) + ((rows - inColumn(column)) * (node.height + node.gapY)) / 2
  const leftOf = ({ column }: RolePlace) => column * (node.width + node.gapX)
  const lines = places.flatMap((from) =>
    places
      .filter((to) => to !== from && from.role.delegates.includes(to.role.name) && to.column > from.column)
      .map((to) => {
        const [x1, y1] = [leftOf(from) + node.width, topOf(from) + node.height / 2]
        const [x2, y2] = [leftOf(to), topOf(to) + node.height / 2]
        const half = (x1 + x2) / 2
        return `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`
      }),
  )
  return (
    <svg
      className="team-diagram config-picture"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {lines.map((line) => (
        <path key={line} d={line} />
      ))}
      {places.map((place, index) => {
        const { role } = place
        const ticks = '✓'.repeat(Math.min(role.gates, 3))
        const text = role.name.length > 14 ? `${role.name.slice(0, 13)}…` : role.name
        const [x, y] = [leftOf(place), topOf(place)]
        return (
          <g key={index} data-lead={role.start}>
            <rect x={x + 0.5} y={y + 0.5} width={node.width - 1} height={node.height - 1} rx={6} />
            <text x={x + node.width / 2} y={y + node.height / 2} dy="0.35em" textAnchor="middle">
              {text}
              {ticks && <tspan className="config-ticks"> {ticks}</tspan>}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
