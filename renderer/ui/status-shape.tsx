import type { ReactNode } from 'react'
import type { Card } from '#shared/model/selectors'

/** Statuses of a card, and `done` for what has only just finished. */
export type ShapeStatus = Card['status'] | 'done'

const shapes: Readonly<Record<ShapeStatus, ReactNode>> = {
  working: (
    <>
      <circle cx="7" cy="7" r="3.4" fill="currentColor" />
      <path
        className="orbit"
        d="M7 1a6 6 0 0 1 6 6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </>
  ),
  thinking: (
    <>
      <circle cx="7" cy="7" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 2.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path
        d="M5.2 5.6a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.7.5-.7 1.1"
        fill="none"
        stroke="var(--on-amber)"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
      <circle cx="7" cy="10.4" r="0.9" fill="var(--on-amber)" />
    </>
  ),
  idle: <circle cx="7" cy="7" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  error: (
    <path
      d="M3.5 3.5l7 7m0-7l-7 7"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
    />
  ),
  starting: (
    <>
      <circle cx="2.6" cy="7" r="1.4" fill="currentColor" />
      <circle cx="7" cy="7" r="1.4" fill="currentColor" />
      <circle cx="11.4" cy="7" r="1.4" fill="currentColor" />
    </>
  ),
  exited: <path d="M3 7h8" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />,
  'not-started': (
    <circle
      cx="7"
      cy="7"
      r="4.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeDasharray="1.6 2.2"
    />
  ),
  done: (
    <path
      d="M2.8 7.6l2.7 2.7 5.7-6.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
}

/**
 * A status as a shape. The word stands beside it or in the accessible name of what holds it, so the shape itself is
 * hidden from screen readers. It turns only while something moves.
 */
export function StatusShape({ status, moving = false }: { status: ShapeStatus; moving?: boolean }) {
  return (
    <svg
      className="status-shape"
      viewBox="0 0 14 14"
      data-status={status}
      data-moving={moving}
      aria-hidden="true"
    >
      {shapes[status]}
    </svg>
  )
}
