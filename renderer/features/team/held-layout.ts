import { useEffect, useRef, useState, type PointerEventHandler } from 'react'

/** Milliseconds after the pointer's last move during which nothing below it may shift. */
const HOLD = 1200

/**
 * Holds still what is under a moving pointer: while the pointer moves in the area, `hold(value)` keeps giving the value
 * from before, so that a click lands on what was aimed at.
 */
export function useHeldLayout(): {
  handlers: { onPointerMove: PointerEventHandler; onPointerLeave: PointerEventHandler }
  held: boolean
} {
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const release = () => {
    clearTimeout(timer.current)
    setHeld(false)
  }
  return {
    held,
    handlers: {
      onPointerMove: () => {
        setHeld(true)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => setHeld(false), HOLD)
      },
      onPointerLeave: release,
    },
  }
}

/** The value, or while it is held the one from before. */
export function useHeld<T>(value: T, held: boolean): T {
  const [kept, setKept] = useState(value)
  if (!held && kept !== value) setKept(value)
  return held ? kept : value
}
