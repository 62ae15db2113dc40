import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { usageOf } from '#shared/model/usage'
import { createDeck, type Deck } from '../../electron/engine/deck'
import { playRoles } from '../model-server/roles'
import { call, type Step } from '../model-server/scenario'
import { startModelServer, type ModelServer } from '../model-server/server'
import { until } from '../support/wait'
import { makeClaudeHome, whyNoClaude, type ClaudeHome } from './claude-home'
import { writeLoginShell } from './team-project'

const missing = whyNoClaude()
/** Longest time of the test, milliseconds. */
const LIMIT_MS = 120_000

const said = (text: string, outputTokens: number): Step => ({ kind: 'say', text, outputTokens })

describe.skipIf(missing)(`what a real Claude Code has used${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: ModelServer
  let home: ClaudeHome
  let data: string
  let deck: Deck
  let run: Run | undefined
  let seen: RunEvent[]
  const watchers = new Set<() => void>()
  const before = { ...process.env }

  beforeEach(async () => {
    run = undefined
    seen = []
    server = await startModelServer()
    home = await makeClaudeHome({ modelUrl: server.url })
    await writeLoginShell(home)
    data = await mkdtemp(join(tmpdir(), 'deck-home-'))
    Object.assign(process.env, { HOME: home.home, SHELL: '/bin/bash' })
    deck = createDeck({
      home: data,
      hostName: 'app',
      paths: {
        exec: [process.execPath],
        runAsNode: false,
        dist: resolve(import.meta.dirname, '../../dist'),
        demoProject: '',
      },
      platform: process.platform,
      version: '0.0.0',
      log: (line) => console.warn(line),
    })
    deck.onPush((name, payload) => {
      if (name !== 'run-event') return
      const event = payload as RunEvent
      seen.push(event)
      run = reduce(run, event)
      for (const again of [...watchers]) again()
    })
    await deck.start()
  })

  afterEach(async () => {
    await deck.closeAll('command')
    await server.close()
    Object.assign(process.env, before)
    await home.remove()
    await rm(data, { recursive: true, force: true })
  })

  const soon = <T>(what: string, look: (now: Run) => T | undefined | false): Promise<T> =>
    until(
      what,
      () => run && look(run),
      (again) => {
        watchers.add(again)
        return () => watchers.delete(again)
      },
      async () => JSON.stringify(run?.timeline.map((entry) => entry.text)),
      LIMIT_MS / 3,
    )

  it(
    'is what the model service counted, subagents included, once at the end of each turn',
    async () => {
      const child = call('Agent', { description: 'look', prompt: 'CHILD', subagent_type: 'general-purpose' })
      server.play(
        playRoles([
          { name: 'child', is: (prompt) => prompt.includes('CHILD'), turns: [[said('Looked.', 5000)]] },
          { name: 'agent', is: () => true, turns: [[said('Hello.', 77)], [child, said('Done.', 300)]] },
        ]),
      )
      const command = ['claude', ...home.args].join(' ')
      const started = await deck.handle('run.start-agent', { dir: home.work, name: 'solo', command })
      const pane = (await soon('the agent is idle', (now) => {
        const agent = Object.values(now.agents)[0]
        return agent?.status === 'idle' ? agent.pane : undefined
      })) satisfies string

      await deck.handle('prompt.send', { run: started.run, pane, text: 'Say hello' })
      const first = await soon(
        'the first turn is counted',
        (now) => Object.values(now.agents)[0]?.usage ?? undefined,
      )
      expect(first.tokens.output).toBe(77)
      expect(first.tokens.input).toBeGreaterThan(1000)
      // One request so far: all of it stands in the context.
      expect(first.contextUsed).toBe(first.tokens.input + 77)
      expect(first).toMatchObject({ costUsd: null, contextSize: null, source: 'measured' })

      await deck.handle('prompt.send', { run: started.run, pane, text: 'Ask a child' })
      const total = await soon('the second turn is counted', (now) => {
        const sum = usageOf(now)
        return sum.tokens.output > 5377 ? sum : undefined
      })
      expect(total.quality).toEqual({ tokens: 'measured', cost: 'unavailable' })
      expect(total.silent).toEqual({ tokens: [], cost: ['solo'] })
      const ends = seen.filter(({ body }) => body.type === 'agent-observed' && body.status === 'idle')
      const counted = seen.filter(({ body }) => body.type === 'usage-seen')
      expect(counted.length).toBeLessThanOrEqual(ends.length + 1)
    },
    LIMIT_MS,
  )
})
