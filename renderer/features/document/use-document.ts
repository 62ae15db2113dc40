import { useEffect, useState } from 'react'
import type { Input, Output } from '#shared/contract/methods'
import { link, reasonOf } from '../../state/deck'

export type Reading =
  | { kind: 'loading' }
  | { kind: 'shown'; document: Output<'document.read'> }
  | { kind: 'failed'; reason: string }

/**
 * The text behind a reference. Null asks for nothing.
 * @param version it is read again when this changes; what is shown stays until then.
 */
export function useDocument(
  run: string,
  target: { kind: Input<'document.read'>['kind']; id: string } | null,
  version: number | null = null,
): Reading {
  const [reading, setReading] = useState<Reading>({ kind: 'loading' })
  const { kind, id } = target ?? { kind: null, id: '' }
  useEffect(() => {
    if (kind === null) return undefined
    let current = true
    link.request('document.read', { run, kind, id }).then(
      (document) => current && setReading({ kind: 'shown', document }),
      (error: unknown) => current && setReading({ kind: 'failed', reason: reasonOf(error) }),
    )
    return () => {
      current = false
    }
  }, [run, kind, id, version])
  return reading
}
