import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '#shared/json'

/** A command that a project's own files name. */
interface ProjectCommand {
  command: string
  /** The file that names it, and what it runs, where that is told. */
  from: string
}

/** What can be seen of a project without running anything of it. */
export interface ProjectFacts {
  commands: ProjectCommand[]
  /** Files that say how the project is built and run. */
  manifests: string[]
}

/** Larger ones are left to the agent. In bytes. */
const MAX_FILE = 512 * 1024
/** As many commands as an agent will look through. */
const MAX_COMMANDS = 80
/** A command that is longer than this is shown by its beginning. In characters. */
const MAX_SHOWN = 120

/** Names that a shell takes as one word, so that they may stand in a command. */
const PLAIN_NAME = /^[\w:.@/-]+$/

const Package = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  packageManager: z.string().default(''),
})
const Devbox = z.object({
  shell: z.object({ scripts: z.record(z.string(), z.unknown()).default({}) }).default({ scripts: {} }),
})

/** Looks at the files in which projects name their commands. Runs nothing, and reads nothing outside of the folder. */
export async function projectFacts(dir: string): Promise<ProjectFacts> {
  const names = await readdir(dir).catch((): string[] => [])
  const has = (name: string) => names.includes(name)
  const text = async (name: string) => (has(name) ? await textAt(join(dir, name)) : '')
  const runner = has('pnpm-lock.yaml') ? 'pnpm' : has('yarn.lock') ? 'yarn' : has('bun.lock') ? 'bun' : 'npm'
  const commands = [
    ...devboxCommands(await text('devbox.json')),
    ...packageCommands(await text('package.json'), runner),
    ...makeCommands(await text('Makefile')),
    ...justCommands(await text(names.find((name) => name.toLowerCase() === 'justfile') ?? '')),
    ...(has('Cargo.toml') ? usual('Cargo.toml', 'cargo test', 'cargo clippy', 'cargo build') : []),
    ...(has('go.mod') ? usual('go.mod', 'go test ./...', 'go vet ./...') : []),
  ]
  return {
    commands: commands.slice(0, MAX_COMMANDS),
    manifests: names.filter((name) => MANIFEST.test(name)).toSorted(),
  }
}

const MANIFEST =
  /^(package\.json|devbox\.json|Makefile|justfile|Taskfile\.ya?ml|Cargo\.toml|go\.mod|pyproject\.toml|pom\.xml|build\.gradle(\.kts)?|composer\.json|Gemfile|mix\.exs|deno\.jsonc?|flake\.nix|\.tool-versions|mise\.toml|docker-compose\.ya?ml|Dockerfile|AGENTS\.md|CLAUDE\.md|CONTRIBUTING\.md|README\.md|\.github|\.gitlab-ci\.yml)$/i

function devboxCommands(text: string): ProjectCommand[] {
  const parsed = Devbox.safeParse(jsonOf(text))
  if (!parsed.success) return []
  return Object.entries(parsed.data.shell.scripts).flatMap(([name, script]) =>
    named(`devbox run ${name}`, name, 'devbox.json', Array.isArray(script) ? script.join('; ') : script),
  )
}

function packageCommands(text: string, runner: string): ProjectCommand[] {
  const parsed = Package.safeParse(jsonOf(text))
  if (!parsed.success) return []
  const { scripts, packageManager } = parsed.data
  const program = /^(npm|pnpm|yarn|bun)@/.exec(packageManager)?.[1] ?? runner
  return Object.entries(scripts).flatMap(([name, script]) =>
    named(name === 'test' ? `${program} test` : `${program} run ${name}`, name, 'package.json', script),
  )
}

function makeCommands(text: string): ProjectCommand[] {
  const targets = [...text.matchAll(/^([A-Za-z][\w.-]*)\s*:(?![:=])/gm)].flatMap((match) => match[1] ?? [])
  return [...new Set(targets)].flatMap((name) => named(`make ${name}`, name, 'Makefile'))
}

function justCommands(text: string): ProjectCommand[] {
  const recipes = [...text.matchAll(/^@?([A-Za-z][\w-]*)(?: [^:\n]*)?:(?!=)/gm)].flatMap(
    (match) => match[1] ?? [],
  )
  return [...new Set(recipes)].flatMap((name) => named(`just ${name}`, name, 'justfile'))
}

function usual(from: string, ...commands: string[]): ProjectCommand[] {
  return commands.map((command) => ({ command, from }))
}

/** Nothing for a name that would be more than one word in a shell. */
function named(command: string, name: string, file: string, runs?: unknown): ProjectCommand[] {
  if (!PLAIN_NAME.test(name)) return []
  const shown = typeof runs === 'string' ? runs.replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN) : ''
  return [{ command, from: shown === '' ? file : `${file}: ${shown}` }]
}

async function textAt(file: string): Promise<string> {
  try {
    const about = await stat(file)
    return about.isFile() && about.size <= MAX_FILE ? await readFile(file, 'utf8') : ''
  } catch {
    return ''
  }
}
