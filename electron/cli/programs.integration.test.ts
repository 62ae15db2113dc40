import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn as spawnPty } from 'node-pty'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunEvent } from '#shared/model/events'

/** The bundled programs as a person starts them, each on a data folder of its own. */

const dist = join(import.meta.dirname, '..', '..', 'dist')
/** A scripted agent that does what its prompt says. */
const stub = join(import.meta.dirname, '..', '..', 'e2e', 'stubs', 'agent.mjs')
const role = (name: string, more = ''): string =>
  `[[orchestrations.roles]]\nname = "${name}"\ndescription = "x"\ncommand = "'${process.execPath}' '${stub}'"\n${more}`
/** A config with two scripted agents. */
const scriptedTeam = `[[orchestrations]]\nname = "team"\n${role('lead', 'start = true\n')}${role('coder')}`
const demoProject = join(import.meta.dirname, '..', 'demo', 'project')

let folder: string
let env: NodeJS.ProcessEnv
let started: Program[]

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'deck-cli-')))
  await mkdir(join(folder, 'tmp'))
  env = {
    ...process.env,
    DOT_AGENT_DECK_HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    SHELL: '/bin/sh',
  }
  started = []
})
afterEach(async () => {
  for (const program of started) await program.kill()
  await rm(folder, { recursive: true, force: true })
})

/** A program that runs, with what it has said so far. */
class Program {
  out = ''
  err = ''
  private readonly child: ChildProcess
  private readonly exit: Promise<number | null>
  private changed: () => void = () => undefined

  constructor(entry: string, args: string[]) {
    this.child = spawn(process.execPath, [join(dist, entry), ...args], { env, cwd: folder, stdio: 'pipe' })
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString()
      this.changed()
    })
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.err += chunk.toString()
      this.changed()
    })
    this.exit = new Promise((resolve) => this.child.on('close', (code) => resolve(code)))
    started.push(this)
  }

  /** Waits until the program has said something; fails with all that it said when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      this.changed = () => {
        const match = pattern.exec(this.out) ?? pattern.exec(this.err)
        if (match) resolve(match)
      }
      void this.exit.then((code) => reject(new Error(`ended with ${code}:\n${this.out}${this.err}`)))
      this.changed()
    })
  }

  interrupt(signal: NodeJS.Signals = 'SIGINT'): void {
    this.child.kill(signal)
  }
  ended(): Promise<number | null> {
    return this.exit
  }
  async kill(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL')
    await this.exit
  }
}

/** Process ids of terminal hosts that a data folder still speaks of and that live. */
async function livingHosts(): Promise<number[]> {
  const hosts = join(folder, 'home', 'hosts')
  const names = await readdir(hosts).catch(() => [])
  const living: number[] = []
  for (const name of names) {
    const text = await readFile(join(hosts, name, 'host.json'), 'utf8').catch(() => null)
    if (text === null) continue
    const { pid } = JSON.parse(text)
    try {
      process.kill(pid, 0)
      living.push(pid)
    } catch {
      // It has ended.
    }
  }
  return living
}

/** A host says goodbye before its process is gone; it may take a moment, but no more. */
async function noHostLives(): Promise<void> {
  await expect.poll(livingHosts, { timeout: 20_000 }).toEqual([])
}

async function copyOfDemo(): Promise<string> {
  const dir = join(folder, 'shop')
  await cp(demoProject, dir, { recursive: true })
  return dir
}

describe.skipIf(process.platform === 'win32')('demo', () => {
  it('works to its end in less than a minute and leaves nothing behind', { timeout: 100_000 }, async () => {
    const began = Date.now()
    const demo = new Program('cli.js', ['demo'])
    expect(await demo.ended(), demo.out + demo.err).toBe(0)
    expect(Date.now() - began).toBeLessThan(60_000)
    for (const sign of [
      'orchestrator → reviewer',
      'Finding: src/discount.js',
      'coder → orchestrator',
      'Committed:',
      'Finished',
    ]) {
      expect(demo.out).toContain(sign)
    }
    expect(demo.out).toMatch(/Done: 4 tasks in \d+ seconds/)
    await noHostLives()
    expect((await readdir(join(folder, 'tmp'))).filter((name) => name.includes('demo'))).toEqual([])
    expect(await readdir(join(folder, 'home', 'hosts'))).toEqual([])
  })
})

describe('run', () => {
  it('asks before it runs what came with a folder', async () => {
    const run = new Program('cli.js', ['run', await copyOfDemo(), '--task', 'x'])
    expect(await run.ended()).toBe(1)
    expect(run.err).toContain('dot-agent-deck-demo-agent coder')
    expect(run.err).toContain('--trust')
    await noHostLives()
  })

  it('says what to do in a folder without a config, and with a broken one', async () => {
    const empty = join(folder, 'empty')
    await mkdir(empty)
    const none = new Program('cli.js', ['run', empty, '--task', 'x'])
    expect(await none.ended()).toBe(1)
    expect(none.err).toContain('dot-agent-deck init')
    await writeFile(join(empty, '.dot-agent-deck.toml'), '[[orchestrations]\n')
    const broken = new Program('cli.js', ['run', empty, '--task', 'x'])
    expect(await broken.ended()).toBe(1)
    expect(broken.err).toMatch(/\.dot-agent-deck\.toml:1:\d+: /)
  })

  it.skipIf(process.platform === 'win32')(
    'ends everything at Ctrl+C, and prints its events as JSON',
    async () => {
      const run = new Program('cli.js', [
        'run',
        await copyOfDemo(),
        '--trust',
        '--json',
        '--task',
        'Have a look.',
      ])
      await run.says(/"type":"agent-started"/)
      run.interrupt()
      expect(await run.ended()).toBe(130)
      const events = run.out
        .trim()
        .split('\n')
        .map((line) => RunEvent.parse(JSON.parse(line)))
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
      expect(events[0]?.body.type).toBe('run-opened')
      expect(events.at(-1)?.body).toMatchObject({ type: 'run-closed', reason: 'command' })
      await noHostLives()
    },
  )

  it.skipIf(process.platform === 'win32')('works a task to its end and names its lessons', async () => {
    await writeFile(join(folder, '.dot-agent-deck.toml'), scriptedTeam)
    const reported = join(folder, 'reported')
    const report = `RUN dot-agent-deck work-done --task done --lesson 'Use make.'\nRUN touch '${reported}'`
    await writeFile(join(folder, 'coder.md'), report)
    const task = [
      'RUN dot-agent-deck delegate --to coder --task-file coder.md',
      `WAIT-FOR ${reported}`,
      'RUN dot-agent-deck work-done --done --task finished',
    ]
    const run = new Program('cli.js', ['run', '--trust', '--task', task.join('\n')])
    expect(await run.ended(), run.out + run.err).toBe(0)
    expect(run.err).toContain('A lesson for AGENTS.md is proposed: Use make.')
    await noHostLives()
  })

  it.skipIf(process.platform === 'win32')(
    'ends with the reason when its orchestrator has ended',
    async () => {
      await writeFile(join(folder, '.dot-agent-deck.toml'), scriptedTeam)
      const run = new Program('cli.js', ['run', '--trust', '--task', 'EXIT 3'])
      expect(await run.ended(), run.out + run.err).toBe(1)
      expect(run.err).toContain('lead exited with code 3')
      await noHostLives()
    },
  )

  it.skipIf(process.platform === 'win32')(
    'ends at Ctrl+C also while it asks, and takes silence for a no',
    async () => {
      const shop = await copyOfDemo()
      for (const [key, code, last] of [
        ['\x03', 130, /Ending every agent/],
        ['\x04', 1, /Nothing was started/],
      ] as const) {
        const args = [join(dist, 'cli.js'), 'run', shop, '--task', 'Look.']
        const pty = spawnPty(process.execPath, args, { cwd: folder, env })
        let shown = ''
        const ended = new Promise((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)))
        const asked = new Promise<void>((resolve) =>
          pty.onData((data) => {
            shown += data
            if (shown.includes('Run these commands?')) resolve()
          }),
        )
        await Promise.race([asked, ended])
        pty.write(key)
        expect(await ended, shown).toBe(code)
        expect(shown).toMatch(last)
        expect(shown).not.toContain('Abort')
      }
      await noHostLives()
    },
  )

  it.skipIf(process.platform === 'win32')(
    'that is killed leaves no agent behind, and is offered by the app',
    async () => {
      const run = new Program('cli.js', ['run', await copyOfDemo(), '--trust', '--json', '--task', 'Look.'])
      await run.says(/"type":"agent-started"/)
      expect(await livingHosts()).toHaveLength(1)
      await run.kill()
      await noHostLives()
      const serve = new Program('serve.js', [])
      const [, host, token] = await serve.says(/Open http:\/\/(127\.0\.0\.1:\d+)\/#token=([\w-]+)\n/)
      const window = new WebSocket(`ws://${host}/link`, ['deck', `token.${token}`], {
        origin: `http://${host}`,
      })
      const answer = new Promise((resolve) =>
        window.on('message', (data: Buffer) => resolve(JSON.parse(data.toString()))),
      )
      window.on('open', () =>
        window.send(JSON.stringify({ t: 'request', id: 1, method: 'deck.state', input: {} })),
      )
      expect(await answer).toMatchObject({ output: { restorable: [{ title: 'demo-team' }], runs: [] } })
      serve.interrupt()
      expect(await serve.ended()).toBe(0)
    },
  )
})

describe('serve', () => {
  it('prints an address that works, opens folders, and ends at Ctrl+C', async () => {
    const dir = await copyOfDemo()
    const serve = new Program('serve.js', [dir])
    const [, host, token] = await serve.says(/Open http:\/\/(127\.0\.0\.1:\d+)\/#token=([\w-]+)\n/)
    const window = new WebSocket(`ws://${host}/link`, ['deck', `token.${token}`], {
      origin: `http://${host}`,
    })
    const frames: unknown[] = []
    window.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())))
    await expect.poll(() => frames).toContainEqual({ t: 'push', name: 'open-folder', payload: { dir } })

    const open = new Program('cli.js', ['open', folder])
    expect(await open.ended(), open.err).toBe(0)
    await expect
      .poll(() => frames)
      .toContainEqual({ t: 'push', name: 'open-folder', payload: { dir: folder } })

    const second = new Program('serve.js', [])
    expect(await second.ended()).toBe(1)
    expect(second.err).toContain('Another deck (serve, process')

    serve.interrupt()
    expect(await serve.ended()).toBe(0)
    await noHostLives()
  })

  describe.skipIf(process.platform === 'win32')('with an agent that runs', () => {
    async function serveWithAgent(): Promise<Program> {
      const serve = new Program('serve.js', [])
      const [, host, token] = await serve.says(/Open http:\/\/(127\.0\.0\.1:\d+)\/#token=([\w-]+)\n/)
      const window = new WebSocket(`ws://${host}/link`, ['deck', `token.${token}`], {
        origin: `http://${host}`,
      })
      const seen: string[] = []
      window.on('message', (data: Buffer) => seen.push(data.toString()))
      await new Promise((resolve) => window.on('open', resolve))
      const input = { dir: folder, name: 'shell', command: 'sh' }
      window.send(JSON.stringify({ t: 'request', id: 1, method: 'run.start-agent', input }))
      await expect
        .poll(() => seen.some((frame) => frame.includes('"agent-started"')), { timeout: 15_000 })
        .toBe(true)
      return serve
    }

    it('is told of by a run without a window in the same folder', async () => {
      const serve = await serveWithAgent()
      await cp(demoProject, folder, { recursive: true })
      const run = new Program('cli.js', ['run', '--trust', '--task', 'Look.'])
      const [, others] = await run.says(/Careful: another run works in .* told apart: (.*)\n/)
      expect(others).toBe('"shell".')
      await run.says(/Started/)
      run.interrupt()
      expect(await run.ended()).toBe(130)
      serve.interrupt('SIGHUP')
      expect(await serve.ended()).toBe(0)
      await noHostLives()
      const alone = new Program('cli.js', ['run', '--trust', '--task', 'Look.'])
      await alone.says(/Started/)
      expect(alone.err).not.toContain('Careful')
      alone.interrupt()
      expect(await alone.ended()).toBe(130)
    })

    it('names it at the first Ctrl+C and ends it at the second', async () => {
      const serve = await serveWithAgent()
      serve.interrupt()
      await serve.says(/Still here: shell \(/)
      serve.interrupt()
      expect(await serve.ended()).toBe(0)
      await noHostLives()
    })

    it('ends it at once when its terminal is closed', async () => {
      const serve = await serveWithAgent()
      serve.interrupt('SIGHUP')
      expect(await serve.ended()).toBe(0)
      await noHostLives()
    })
  })
})

describe('open', () => {
  it('says how to start a deck when none runs', async () => {
    const open = new Program('cli.js', ['open', folder])
    expect(await open.ended()).toBe(1)
    expect(open.err).toContain(`npm start -- "${folder}"`)
    const missing = new Program('cli.js', ['open', join(folder, 'nowhere')])
    expect(await missing.ended()).toBe(1)
    expect(missing.err).toContain('There is no folder')
  })
})
