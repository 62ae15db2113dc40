import '../../ui/team-diagram.css'
import type { TeamLook } from './config-data'
import { describePlan, planOf } from './team-places'

/** Where a note stands under a name, in pixels: the first line, and from one to the next. */
const note = { first: 36, next: 14 } as const

/** Width of a picture, in pixels, above which there may be no room for it beside the form. */
const WIDE = 360

/** A team as a picture: who gives tasks to whom, what is checked, and where somebody has to say yes. */
export function TeamPicture({ team }: { team: TeamLook }) {
  const { width, height, places, lines } = planOf(team.roles)
  if (places.length === 0) return null
  return (
    <svg
      className="team-diagram config-picture"
      data-wide={width > WIDE}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={describePlan(places)}
    >
      <defs>
        <marker
          id="config-arrow"
          viewBox="0 0 6 6"
          refX="5.5"
          refY="3"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path className="config-arrow" d="M0 0L6 3L0 6Z" />
        </marker>
      </defs>
      {lines.map(({ path, back }) => (
        <path key={path} d={path} data-back={back} {...(back ? { markerEnd: 'url(#config-arrow)' } : {})} />
      ))}
      {places.map(({ role, x, y, width: wide, height: high, notes }, index) => (
        <g key={index} data-lead={role.start}>
          <rect x={x + 0.5} y={y + 0.5} width={wide - 1} height={high - 1} rx={6} />
          <text x={x + wide / 2} y={y + 14} dy="0.35em" textAnchor="middle">
            {role.name.length > 17 ? `${role.name.slice(0, 16)}…` : role.name}
          </text>
          {notes.map((text, line) => (
            <text
              key={text}
              className="config-picture-note"
              x={x + wide / 2}
              y={y + note.first + line * note.next}
              textAnchor="middle"
              data-check={text.startsWith('✓')}
            >
              {text}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}
