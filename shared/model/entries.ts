/**
 * Collections of a run are replaced, never changed in place, so that a run that somebody holds stays as it is. While a
 * journal is folded at one go nobody holds what lies between: a copy that this fold has made is then added to in place,
 * which keeps the cost of an event apart from the number of events before it.
 */

/** Copies that the fold under way has made; null while none is. */
let own: WeakSet<object> | null = null

/** Does a fold whose steps nobody sees. Only what it gives back counts. */
export function atOneGo<T>(fold: () => T): T {
  const before = own
  own = new WeakSet()
  try {
    return fold()
  } finally {
    own = before
  }
}

/** The collection with this entry, new or in place of the one that it had. */
export function put<T>(all: Record<string, T>, key: string, value: T): Record<string, T> {
  if (own?.has(all)) {
    all[key] = value
    return all
  }
  const copy = { ...all, [key]: value }
  own?.add(copy)
  return copy
}

/** The list with one more at its end. */
export function append<T>(all: T[], value: T): T[] {
  if (own?.has(all)) {
    all.push(value)
    return all
  }
  const copy = [...all, value]
  own?.add(copy)
  return copy
}
