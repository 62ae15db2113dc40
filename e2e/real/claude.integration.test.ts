import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Observation } from '../../electron/engine/agents/adapter'
import { claude } from '../../electron/engine/agents/claude/index'
import { sha256 } from '../model-server/log'
import { playRoles, type Turn } from '../model-server/roles'
import { bash, call, refuse, say } from '../model-server/scenario'
import { startModelServer, type ModelServer } from '../model-server/server'
import { startClaudeAgent, type ClaudeAgent, type ClaudeStart } from './claude-agent'
import { makeClaudeHome, whyNoClaude, type ClaudeHome, type ClaudeHomeOptions } from './claude-home'

const missing = whyNoClaude()

/** Longest time of one test, milliseconds; a start takes half a second on an idle machine. */
const LIMIT_MS = 60_000

describe.skipIf(missing)(
  `real Claude Code${missing ? ` (skipped: ${missing})` : ''}`,
  { timeout: LIMIT_MS },
  () => {
    let server: ModelServer
    let home: ClaudeHome
    const agents: ClaudeAgent[] = []

    beforeEach(async () => {
      server = await startModelServer()
    })

    afterEach(async () => {
      for (const agent of agents.splice(0)) await agent.end()
      await server.close()
      await home.remove()
    })

    async function begin(
      turns: Turn[],
      options: Omit<ClaudeStart, 'home'> & Omit<ClaudeHomeOptions, 'modelUrl'> = {},
    ): Promise<ClaudeAgent> {
      server.play(playRoles([{ name: 'agent', is: () => true, turns }]))
      home = await makeClaudeHome({ modelUrl: server.url, ...options })
      const agent = await startClaudeAgent({ home, ...options })
      agents.push(agent)
      return agent
    }

    async function expectWhole(text: string, wrapped = false): Promise<void> {
      const logged = await server.log.waitForPrompt((prompt) => prompt.sha256 === sha256(text))
      expect(logged).toMatchObject({ length: text.length, wrapped })
      expect(server.log.prompts.filter((prompt) => prompt.sha256 === sha256(text))).toHaveLength(1)
    }

    const isPrompt = (text: string) => (seen: Observation) =>
      seen.source === 'hook' && seen.kind === 'prompt' && claude.matches(text, seen.text)

    it('takes the first prompt as an argument, whatever characters are in it, and proves it by hook and model', async () => {
      const text = `Read "it's here" $HOME \`id\` %PATH% \\n * ; & | <x> é 日本 👩‍👩‍👧\n\n${'line of a longer text\n'.repeat(60)}end`
      const agent = await begin([[say('Understood.')]], { firstPrompt: text })
      await agent.observed('the prompt', isPrompt(text))
      await expectWhole(text)
      await agent.status('idle')
      expect(agent.state()).toMatchObject({ trust: 'hook', sessionId: agent.sessionId })
      await agent.ready()
    })

    it.each([
      ['one line', 'Say hello to the person'],
      [
        'forty lines',
        Array.from({ length: 40 }, (_, line) => `line ${line} of the text, with words in it`).join('\n'),
      ],
      ['one line of 5,000 characters', 'word '.repeat(1_000).trim()],
      ['blank lines', 'first\n\n\nfourth\n\nsixth'],
    ])('takes a typed prompt of %s whole, once and unwrapped', async (_name, text) => {
      const agent = await begin([[say('Hello.')]])
      await agent.ready()
      await agent.submit(text)
      await agent.observed('the prompt', isPrompt(text))
      await expectWhole(text)
      await agent.status('idle')
    })

    it.each([
      '!touch made-by-shell',
      '/clear',
      '/nonsense now',
      '/etc/hosts is a file',
      '#note',
      '@file',
      '? what',
      'ends in a backslash \\',
    ])('takes %s for words and not for a command', async (text) => {
      const agent = await begin([[say('Read.')]])
      await agent.ready()
      await agent.submit(text)
      await agent.observed('the prompt', isPrompt(text))
      const logged = await server.log.waitForPrompt(() => true)
      expect(claude.matches(text, logged.text)).toBe(true)
      expect(logged.text).toContain(text)
    })

    it('puts a half-typed draft aside and brings it back after the submit', async () => {
      const agent = await begin([[say('Hello.')]])
      await agent.ready()
      agent.pane.write('half typed draft')
      await agent.pane.waitFor(
        'the draft',
        (screen) => claude.readScreen(screen, now()).draft === 'half typed draft',
      )
      agent.pane.write(claude.submit.stash ?? '')
      await agent.pane.waitFor('an empty box', (screen) => {
        const reading = claude.readScreen(screen, now())
        return reading.box === 'empty' && reading.stashed === true
      })
      await agent.submit('From the deck')
      await expectWhole('From the deck')
      await agent.pane.waitFor(
        'the draft again',
        (screen) => claude.readScreen(screen, now()).draft === 'half typed draft',
      )
    })

    it('shows a permission dialog as waiting by every source, and goes on once a person answers', async () => {
      const agent = await begin([() => [bash('touch made.txt'), say('Made.')]], {
        permissions: 'manual',
        firstPrompt: 'Make the file',
      })
      await agent.observed(
        'a permission by hook',
        (seen) => seen.source === 'hook' && seen.kind === 'waiting',
      )
      await agent.observed(
        'blocked by OSC 7501',
        (seen) => seen.source === 'osc7501' && seen.state === 'blocked',
      )
      const screen = await agent.pane.waitFor(
        'the dialog',
        (each) => claude.readScreen(each, now()).dialog !== undefined,
      )
      expect(claude.readScreen(screen, now())).toMatchObject({
        box: 'absent',
        dialog: { kind: 'permission' },
      })
      expect(agent.state()).toMatchObject({
        status: 'waiting',
        waitingFor: { what: 'permission', question: 'Allow Bash: touch made.txt', tool: 'Bash' },
      })
      expect(claude.ready(screen, { status: 'idle' }, now())).toBe(false)
      agent.pane.write('\r')
      await agent.status('idle')
      expect(agent.state().toolCount).toBe(1)
    })

    it('is idle again when a permission is refused with Esc, which no hook tells', async () => {
      const agent = await begin([() => [bash('touch made.txt'), say('Made.')]], {
        permissions: 'manual',
        firstPrompt: 'Make the file',
      })
      await agent.status('waiting')
      await agent.pane.waitFor('the dialog', (each) => claude.readScreen(each, now()).dialog !== undefined)
      agent.pane.write('\u001b')
      await agent.status('idle')
      await agent.ready()
    })

    it('shows the trust dialog for what it is', async () => {
      const agent = await begin([[say('Hello.')]], { trusted: false, firstPrompt: 'Anything' })
      const screen = await agent.pane.waitFor(
        'the dialog',
        (each) => claude.readScreen(each, now()).dialog !== undefined,
      )
      expect(claude.readScreen(screen, now()).dialog?.kind).toBe('trust')
      await agent.status('waiting')
      expect(server.log.prompts).toEqual([])
    })

    it('names the tool in hand, reads busy from the screen, and is idle after Esc', async () => {
      const agent = await begin([[bash('tail -f /dev/null'), say('Slept.')]], { firstPrompt: 'Sleep' })
      await agent.observed('the tool', (seen) => seen.source === 'hook' && seen.kind === 'tool-start')
      expect(agent.state()).toMatchObject({
        status: 'working',
        tools: [{ name: 'Bash', detail: 'tail -f /dev/null' }],
      })
      const screen = await agent.pane.waitFor(
        'a turn at work',
        (each) => claude.readScreen(each, now()).busy === true,
      )
      expect(claude.ready(screen, { status: 'idle' }, now())).toBe(false)
      agent.pane.write('\u001b')
      await agent.status('idle')
      await agent.ready()
      await agent.submit('Go on')
      await expectWhole('Go on')
    })

    it('asks a question of its own, seen as a question', async () => {
      const question = {
        question: 'Which color?',
        header: 'Color',
        multiSelect: false,
        options: [
          { label: 'Red', description: 'warm' },
          { label: 'Blue', description: 'cold' },
        ],
      }
      const agent = await begin([[call('AskUserQuestion', { questions: [question] }), say('Good.')]], {
        firstPrompt: 'Ask',
      })
      await agent.status('waiting')
      expect(agent.state().waitingFor).toMatchObject({ what: 'question', question: 'Which color?' })
      const screen = await agent.pane.waitFor(
        'the dialog',
        (each) => claude.readScreen(each, now()).dialog !== undefined,
      )
      expect(claude.readScreen(screen, now()).dialog).toEqual({ kind: 'question', title: 'Which color?' })
    })

    it('stays working while the turn left a task in the background', async () => {
      const background = call('Bash', { command: 'sleep 3', description: 'wait', run_in_background: true })
      const agent = await begin([[background, say('It runs.')], [say('It has ended.')]], {
        firstPrompt: 'Begin',
      })
      const ended = await agent.observed(
        'the turn to end',
        (seen) => seen.source === 'hook' && seen.kind === 'turn-end',
      )
      expect(ended).toMatchObject({ background: 1 })
      expect(agent.state().status).toBe('working')
      await agent.status('idle')
      const prompts = agent.observations.filter((seen) => seen.source === 'hook' && seen.kind === 'prompt')
      expect(prompts).toHaveLength(1)
    })

    it("runs the person's own hooks too, with settings as a file and inline", async () => {
      const file = 'stop.json'
      const agent = await begin([[say('One.')]], {
        firstPrompt: 'Hello',
        command: `printf '%s' '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"echo ran > ran.txt"}]}]}}' > ${file}; claude --settings ${file} --permission-mode bypassPermissions`,
      })
      await agent.observed(
        'the end of the turn',
        (seen) => seen.source === 'hook' && seen.kind === 'turn-end',
      )
      await agent.ready()
      expect(await readFile(join(home.work, 'ran.txt'), 'utf8')).toBe('ran\n')
    })

    it('gives a second claude in the same agent the plain program, without hooks, prompt and identity', async () => {
      const agent = await begin(
        [
          [
            bash('env | grep -c DOT_AGENT_DECK_; claude -p "nested prompt" > nested.txt 2>&1'),
            say('Nested one is done.'),
          ],
          [say('I am nested.')],
        ],
        { firstPrompt: 'Outer prompt' },
      )
      await agent.status('working')
      await agent.status('idle')
      await expectWhole('nested prompt')
      const prompts = agent.observations.filter((seen) => seen.source === 'hook' && seen.kind === 'prompt')
      expect(prompts).toHaveLength(1)
      expect(await readFile(join(home.work, 'nested.txt'), 'utf8')).toContain('I am nested.')
    })

    it("passes the person's own prompt on in front of the first prompt, and options that take lists", async () => {
      const agent = await begin([[say('Both.')]], {
        firstPrompt: '--not an option',
        command: `claude --permission-mode bypassPermissions --allowedTools Bash Edit --add-dir . -- 'You are "the coder".'`,
      })
      await agent.observed('the prompt', isPrompt('--not an option'))
      await expectWhole('You are "the coder".\n\n--not an option')
    })

    it('tells an error of the service in its own words, and takes the next prompt', async () => {
      const agent = await begin(
        [Array.from({ length: 20 }, () => refuse(400, 'the model is out for lunch'))],
        {
          firstPrompt: 'Hello',
        },
      )
      await agent.status('error')
      expect(agent.state().error).toContain('the model is out for lunch')
      server.play(() => say('Back.'))
      await agent.ready()
      await agent.submit('Once more')
      await expectWhole('Once more')
      await agent.status('idle')
    })

    it('ends by a hangup', async () => {
      const agent = await begin([[say('Hello.')]], { firstPrompt: 'Hello' })
      await agent.status('idle')
      await agent.pane.end()
      expect(agent.state().status).toBe('exited')
    })

    it('goes on with the same session when it is resumed', async () => {
      const agent = await begin([[say('Hello.')], [say('Again.')]], { firstPrompt: 'Hello' })
      await agent.status('idle')
      await agent.end()
      const resume = agent.sessionId ?? ''
      const again = await startClaudeAgent({ home, resume, firstPrompt: 'Go on' })
      agents.push(again)
      await expectWhole('Go on')
      await again.status('idle')
      expect(
        again.observations.find((seen) => seen.source === 'hook' && seen.kind === 'session'),
      ).toMatchObject({
        sessionId: resume,
        how: 'resume',
      })
    })
  },
)

function now(): { now: number; typedSinceSubmit: number } {
  return { now: Date.now(), typedSinceSubmit: 0 }
}
