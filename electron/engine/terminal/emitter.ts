/** Listeners by event name, typed. */
export class Emitter<Events extends object> {
  readonly #listeners: { [Name in keyof Events]?: Set<(value: Events[Name]) => void> } = {}

  /** Calls `listener` for each event of that name; returns how to stop it. */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void {
    const listeners = (this.#listeners[name] ??= new Set())
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** Whether anybody listens. */
  has(name: keyof Events): boolean {
    return (this.#listeners[name]?.size ?? 0) > 0
  }

  /** Tells all listeners. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    for (const listener of [...(this.#listeners[name] ?? [])]) listener(value)
  }
}
