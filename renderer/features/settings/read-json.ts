/** Where something stands in a text; both count from 1. */
export interface TextPlace {
  line: number
  column: number
}

/** A JSON text as it was read, and where its keys stand; or the first thing in it that is no JSON. */
export type ReadJson =
  | { ok: true; value: unknown; placeOf(path: readonly string[]): TextPlace }
  | { ok: false; message: string; place: TextPlace }

/** Objects in objects: nothing that people write is deeper. */
const MOST_DEPTH = 100

/** Reads JSON as `JSON.parse` does, and remembers where each key stands, so that what is wrong with it can be shown. */
export function readJson(text: string): ReadJson {
  const reader = new Reader(text)
  try {
    const value = reader.whole()
    return {
      ok: true,
      value,
      placeOf: (path) => placeAt(text, reader.places.get(JSON.stringify(path)) ?? 0),
    }
  } catch (error) {
    if (!(error instanceof NotJson)) throw error
    return { ok: false, message: error.message, place: placeAt(text, error.at) }
  }
}

class NotJson extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message)
  }
}

class Reader {
  private at = 0
  private readonly path: string[] = []
  /** Offset of each key, and of each element of a list, by its path. */
  readonly places = new Map<string, number>()

  constructor(private readonly text: string) {}

  whole(): unknown {
    if (this.text.startsWith('\uFEFF')) this.at = 1
    const value = this.value()
    this.space()
    if (this.at < this.text.length) this.fail('There is something after the end of the JSON')
    return value
  }

  private value(): unknown {
    this.space()
    if (this.path.length > MOST_DEPTH) this.fail('This is nested too deeply')
    const char = this.text[this.at]
    if (char === '{') return this.object()
    if (char === '[') return this.list()
    if (char === '"') return this.string()
    return this.plain()
  }

  private object(): Record<string, unknown> {
    this.at += 1
    const entries: [string, unknown][] = []
    for (let first = true; !this.ends('}', first); first = false) {
      const start = this.at
      if (this.text[this.at] !== '"') this.fail('A name in double quotes is missing here')
      const key = this.string()
      this.space()
      if (this.text[this.at] !== ':') this.fail('A colon is missing here')
      this.at += 1
      entries.push([key, this.inside(key, start)])
    }
    // As `JSON.parse`: of two the last counts, and `__proto__` is a name like any other.
    return Object.fromEntries(entries)
  }

  private list(): unknown[] {
    this.at += 1
    const items: unknown[] = []
    while (!this.ends(']', items.length === 0)) items.push(this.inside(String(items.length), this.at))
    return items
  }

  private inside(key: string, start: number): unknown {
    this.path.push(key)
    this.places.set(JSON.stringify(this.path), start)
    const value = this.value()
    this.path.pop()
    return value
  }

  /** Takes the closing bracket, or the comma before the next element. */
  private ends(bracket: '}' | ']', first: boolean): boolean {
    this.space()
    if (this.text[this.at] === bracket) {
      this.at += 1
      return true
    }
    if (first) return false
    if (this.text[this.at] !== ',') this.fail(`A comma or ${bracket} is missing here`)
    this.at += 1
    this.space()
    if (this.text[this.at] === bracket) this.fail('There is a comma too many before this')
    return false
  }

  private string(): string {
    const found = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
    found.lastIndex = this.at
    const written = found.exec(this.text)?.[0]
    if (written === undefined) this.fail('This text has no end, or holds a character that must be escaped')
    this.at += written.length
    const value: unknown = JSON.parse(written)
    return String(value)
  }

  private plain(): unknown {
    const found = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
    found.lastIndex = this.at
    const written = found.exec(this.text)?.[0]
    if (written === undefined || /[\w.+-]/.test(this.text[this.at + written.length] ?? ''))
      this.fail('A value is missing here, or is none that JSON has')
    this.at += written.length
    return JSON.parse(written)
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1
  }

  private fail(message: string): never {
    throw new NotJson(message, this.at)
  }
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).replace(/^\uFEFF/, '')
  const lines = before.split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
