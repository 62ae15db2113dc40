import { existsSync, readFileSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { until } from './wait'

const STUB = join(import.meta.dirname, '..', 'stubs', 'agent.mjs')

/** What stub agents write about themselves; see e2e/stubs/agent.mjs. */
const base = { at: z.number(), pid: z.number(), agent: z.string() }
const StubEntry = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('start'), arguments: z.array(z.string()) }),
  z.object({ ...base, type: z.literal('prompt'), text: z.string() }),
  z.object({
    ...base,
    type: z.literal('run'),
    command: z.string(),
    code: z.number().nullable(),
    stdout: z.string(),
    stderr: z.string(),
  }),
  z.object({ ...base, type: z.literal('approved'), file: z.string() }),
  z.object({ ...base, type: z.literal('keys'), text: z.string() }),
  z.object({ ...base, type: z.literal('end'), code: z.number() }),
])
export type StubEntry = z.infer<typeof StubEntry>
export type StubEntryOf<T extends StubEntry['type']> = Extract<StubEntry, { type: T }>

/** One role of a team of stubs. `flags` are the stub's own; `command` replaces the stub. */
export interface StubRole {
  name: string
  start?: boolean
  clear?: boolean
  flags?: string
  command?: string
  /** Further lines of its table, as TOML. */
  lines?: readonly string[]
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The log of one role's stubs, of all its agents one after the other. */
export class StubLog {
  constructor(
    readonly file: string,
    /** Which agents count: two runs of one team write into the same files. */
    private readonly counts: (agent: string) => boolean,
  ) {}

  entries(): StubEntry[] {
    if (!existsSync(this.file)) return []
    const text = readFileSync(this.file, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    return whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => StubEntry.parse(JSON.parse(line)))
      .filter((entry) => this.counts(entry.agent))
  }

  of<T extends StubEntry['type']>(type: T): StubEntryOf<T>[] {
    return this.entries().filter((entry): entry is StubEntryOf<T> => entry.type === type)
  }

  /** Texts that were submitted, in order. */
  prompts(): string[] {
    return this.of('prompt').map((entry) => entry.text)
  }

  until<T>(
    what: string,
    look: () => T | undefined | false | null,
    describe?: () => Promise<string>,
  ): Promise<T> {
    return until(
      what,
      look,
      (again) => watched(dirname(this.file), again),
      async () => {
        const told = describe ? await describe() : ''
        return `${this.file}:\n${this.entries()
          .map((entry) => JSON.stringify(entry).slice(0, 300))
          .join('\n')}\n${told}`
      },
    )
  }
}

function watched(folder: string, again: () => void): () => void {
  const watcher = watch(folder, again)
  return () => watcher.close()
}

/** The shell command that starts a stub which logs to `log`. */
export function stubCommand(role: StubRole, log: string): string {
  if (role.command !== undefined) return role.command
  const flags = role.flags ? ` ${role.flags}` : ''
  return `env STUB_LOG=${quoted(log)} ${quoted(process.execPath)} ${quoted(STUB)} --name ${role.name}${flags}`
}

/** A config with one team of stubs. */
export function teamToml(
  name: string,
  roles: readonly StubRole[],
  logOf: (role: string) => string,
  lines: readonly string[] = [],
): string {
  const parts = roles.map((role) =>
    [
      '[[orchestrations.roles]]',
      `name = ${JSON.stringify(role.name)}`,
      `command = ${JSON.stringify(stubCommand(role, logOf(role.name)))}`,
      `description = ${JSON.stringify(`The ${role.name}`)}`,
      ...(role.start ? ['start = true'] : []),
      ...(role.clear === undefined ? [] : [`clear = ${role.clear}`]),
      ...(role.lines ?? []),
    ].join('\n'),
  )
  return `[[orchestrations]]\nname = ${JSON.stringify(name)}\n${lines.join('\n')}\n\n${parts.join('\n\n')}\n`
}
