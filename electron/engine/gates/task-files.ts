import { execFile } from 'node:child_process'
import { lstat } from 'node:fs/promises'
import { posix, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Task } from '#shared/model/state'
import { changeBetween, treeOf } from '../workspace/tree'

const run = promisify(execFile)

/** What a gate with `scope = "task"` finds in its environment: one path per line, relative to the run's directory. */
export const TASK_PATHS = 'DOT_AGENT_DECK_PATHS'
/** Systems refuse a longer variable, Windows first. In characters. */
const MOST_CHARACTERS = 30_000

/** Which files a task is about. */
export type TaskFiles =
  | { kind: 'paths'; paths: string[] }
  /** It changed none. */
  | { kind: 'none' }
  /** A gate then looks at the whole project. `why` stands after "since". */
  | { kind: 'unknown'; why: string }

/**
 * The files that a task is about, as far as they are there: the paths that it claims, or, without, those that have
 * changed since the tree before its work. What others changed in the same folder meanwhile is among them.
 * @param except paths that do not count, relative to the directory.
 */
export async function filesOf(
  { paths, tree }: Pick<Task, 'paths' | 'tree'>,
  directory: string,
  except: readonly string[],
): Promise<TaskFiles> {
  if (paths.length > 0) {
    const claimed = paths.map((path) => relative(directory, resolve(directory, path)) || '.')
    return told([...new Set(claimed)], directory, 'nothing that the task claims is there')
  }
  const changed = tree === null ? undefined : await changedSince(tree, directory, except)
  if (!changed) return { kind: 'unknown', why: 'git cannot tell which files the task changed' }
  if (changed.length === 0) return { kind: 'none' }
  return told(changed, directory, 'the task has only removed files')
}

async function told(paths: string[], directory: string, whenGone: string): Promise<TaskFiles> {
  const there = await Promise.all(
    paths.map((path) =>
      lstat(resolve(directory, path)).then(
        () => true,
        () => false,
      ),
    ),
  )
  const left = paths.filter((_, index) => there[index])
  if (left.length === 0) return { kind: 'unknown', why: whenGone }
  if (left.some((path) => /[\r\n]/.test(path)))
    return { kind: 'unknown', why: 'the name of one of its files has a line break' }
  if (left.join('\n').length > MOST_CHARACTERS) return { kind: 'unknown', why: 'the task has too many files' }
  return { kind: 'paths', paths: left }
}

/** Relative to the directory, which may lie within its repository; undefined when git cannot tell. */
async function changedSince(
  tree: string,
  directory: string,
  except: readonly string[],
): Promise<string[] | undefined> {
  const now = await treeOf(directory, except)
  if (now === undefined) return undefined
  if (now === tree) return []
  try {
    const { files } = await changeBetween(directory, tree, now)
    const { stdout } = await run('git', ['rev-parse', '--show-prefix'], { cwd: directory })
    const prefix = stdout.replace(/\r?\n$/, '')
    return files.map((file) => posix.relative(`/${prefix}`, `/${file}`))
  } catch {
    return undefined
  }
}
