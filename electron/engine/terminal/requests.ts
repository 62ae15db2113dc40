import type { z } from 'zod'
import type { HostMessage } from '../../terminal-host/protocol'

type Reply = Extract<HostMessage, { type: 'reply' }>

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/** What the terminal host was asked and has not answered yet. */
export class Requests {
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1

  /** Sends what is asked under a number of its own. Rejects when the answer cannot be read, or is an error. */
  ask<Answer>(schema: z.ZodType<Answer>, send: (id: number) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      send(id)
      this.#waiting.set(id, {
        resolve: (value) => {
          const parsed = schema.safeParse(value)
          if (parsed.success) resolve(parsed.data)
          else reject(new Error('The terminal host gave an unreadable answer.'))
        },
        reject,
      })
    })
  }

  /** `text`: the answer as JSON. */
  answered({ id, error }: Reply, text: string): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(JSON.parse(text))
    else waiting?.reject(new Error(error))
  }

  /** Nobody is there any more who could answer. */
  fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
