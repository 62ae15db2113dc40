/** The system's processes, read from /proc on Linux, from `ps` on macOS, from PowerShell on Windows. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { setImmediate as soon } from 'node:timers/promises'
import { promisify } from 'node:util'

/** One process. `birth` tells it from a later one with the same id. */
export interface ProcessEntry {
  pid: number
  ppid: number
  name: string
  rssBytes: number
  /** User and system time together. */
  cpuMs: number
  birth: string
  /** Id of its terminal session, where the system tells (Linux). */
  sid?: number
  /** Ended, but not yet collected by its parent. */
  zombie: boolean
  /** Held up by a signal, such as SIGSTOP; unknown on Windows. */
  stopped: boolean
}

/** Linux counts CPU time in hundredths of a second everywhere Node runs. */
const TICK_MS = 10
const PAGE_BYTES = 4096
/** So many processes are looked at in one go, half a millisecond's work; then others have their turn. */
const AT_ONE_GO = 32
const run = promisify(execFile)

/** Reads all processes. */
export async function readProcesses(platform: NodeJS.Platform): Promise<ProcessEntry[]> {
  if (platform === 'linux') return readProc()
  if (platform === 'win32') {
    const script =
      'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.WorkingSetSize) ' +
      '$(($_.UserModeTime + $_.KernelModeTime) / 10000) $($_.CreationDate.Ticks) $($_.Name)" }'
    const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
      maxBuffer: 16 * 1024 * 1024,
    })
    return parseWindows(stdout)
  }
  const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,rss=,time=,stat=,lstart=,comm='], {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 16 * 1024 * 1024,
  })
  return parsePs(stdout)
}

/** The kernel has the answers at hand: to wait for them in other threads takes five times as long as to read them here. */
async function readProc(): Promise<ProcessEntry[]> {
  const entries: ProcessEntry[] = []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const [index, pid] of pids.entries()) {
    if (index % AT_ONE_GO === AT_ONE_GO - 1) await soon()
    const entry = statOf(pid)
    if (entry) entries.push(entry)
  }
  return entries
}

function statOf(pid: string): ProcessEntry | undefined {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // It has gone in the meantime.
    return undefined
  }
}

/** Parses one `/proc/<pid>/stat`; the name may itself hold spaces and parentheses. */
export function parseProcStat(line: string): ProcessEntry | undefined {
  const open = line.indexOf('(')
  const close = line.lastIndexOf(')')
  if (open < 0 || close < open) return undefined
  const fields = line
    .slice(close + 2)
    .trim()
    .split(' ')
  const field = (number: number): string => fields[number - 3] ?? '0'
  return {
    pid: Number(line.slice(0, open)),
    ppid: Number(field(4)),
    name: line.slice(open + 1, close),
    rssBytes: Number(field(24)) * PAGE_BYTES,
    cpuMs: (Number(field(14)) + Number(field(15))) * TICK_MS,
    birth: field(22),
    sid: Number(field(6)),
    zombie: field(3) === 'Z' || field(3) === 'X',
    stopped: field(3) === 'T' || field(3) === 't',
  }
}

/** Parses `ps -axo pid=,ppid=,rss=,time=,stat=,lstart=,comm=`. */
export function parsePs(output: string): ProcessEntry[] {
  const pattern = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/
  return output.split('\n').flatMap((line) => {
    const match = pattern.exec(line)
    if (match === null) return []
    const [, pid, ppid, rss, time, state, birth, name] = match
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        name: (name ?? '').split('/').at(-1) ?? '',
        rssBytes: Number(rss) * 1024,
        cpuMs: clockMs(time ?? ''),
        birth: birth ?? '',
        zombie: (state ?? '').startsWith('Z'),
        stopped: (state ?? '').startsWith('T'),
      },
    ]
  })
}

/** Parses the lines of the PowerShell command above. */
export function parseWindows(output: string): ProcessEntry[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const match = /^(\d+) (\d+) (\d+) ([\d.,]+) (\d*) (.*)$/.exec(line.trim())
    if (match === null) return []
    const [, pid, ppid, rss, cpu, birth, name] = match
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        name: name ?? '',
        rssBytes: Number(rss),
        cpuMs: Math.round(Number((cpu ?? '0').replace(',', '.'))),
        birth: birth ?? '',
        zombie: false,
        stopped: false,
      },
    ]
  })
}

/** `[days-][hours:]minutes:seconds[.fraction]` as milliseconds. */
function clockMs(time: string): number {
  const [days, clock] = time.includes('-') ? [Number(time.split('-')[0]), time.split('-')[1]] : [0, time]
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Math.round((days * 86_400 + seconds) * 1000)
}

/** `root` and everything that descends from it, parents first. Also takes several roots. */
export function descendants(table: readonly ProcessEntry[], roots: ReadonlySet<number>): ProcessEntry[] {
  const children = new Map<number, ProcessEntry[]>()
  for (const entry of table) {
    const siblings = children.get(entry.ppid)
    if (siblings === undefined) children.set(entry.ppid, [entry])
    else siblings.push(entry)
  }
  const found = new Map<number, ProcessEntry>()
  const queue = table.filter((entry) => roots.has(entry.pid))
  for (const entry of queue) {
    if (found.has(entry.pid)) continue
    found.set(entry.pid, entry)
    queue.push(...(children.get(entry.pid) ?? []))
  }
  return [...found.values()]
}
