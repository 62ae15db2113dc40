import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agentOf } from './detect-agent'

test.each([
  'claude',
  '/usr/local/bin/claude --model opus',
  'C:\\Users\\ada\\AppData\\Roaming\\npm\\claude.cmd --model opus',
  '"C:\\Program Files\\claude\\claude.exe" -c',
  'CLAUDE_CONFIG_DIR=/home/ada/.claude-lean claude --dangerously-skip-permissions',
  'env -u FOO A=b claude',
  'sudo -u ada -E claude',
  'exec claude',
  "bash -lc 'cd app && exec claude --model opus'",
  `sh -c "env A='b c' claude"`,
  'zsh -l -c claude',
  'npx claude',
  'npx -y @anthropic-ai/claude-code@2.1.328 --model opus',
  'npm exec -- @anthropic-ai/claude-code',
  'pnpm dlx @anthropic-ai/claude-code',
  'devbox run claude',
  'devbox run -- claude --model opus',
  'devbox run -c ../devbox.json -- claude',
  'mise exec node@22 -- claude',
  'nix develop --impure -c x -- claude',
  'doppler run -- env X=1 npx claude',
  'source .env && claude',
  'claude || true',
])('%s is Claude Code', (command) => {
  expect(agentOf(command)).toBe('claude')
})

test.each([
  ['codex --yolo', 'codex'],
  ['opencode --model openai/gpt-5.5', 'opencode'],
  ['npx opencode-ai@latest', 'opencode'],
  ['gemini', 'gemini'],
  ['uvx --from aider-chat aider', 'aider'],
  ['cursor-agent', 'cursor'],
  ['npx @google/gemini-cli@0.61.0', 'gemini'],
  ['OPENAI_MODEL=x qwen --yolo', 'qwen'],
  ['copilot --allow-all-tools', 'copilot'],
  ['npx -y @earendil-works/pi-coding-agent', 'pi'],
  ['devbox run -- cn --auto', 'continue'],
  ['npx @continuedev/cli', 'continue'],
  ['amp', 'amp'],
  ['npx droid', 'droid'],
  ['npx @augmentcode/auggie', 'auggie'],
  ['crush -y', 'crush'],
])('%s is %s', (command, expected) => {
  expect(agentOf(command)).toBe(expected)
})

test.each([
  '',
  '   ',
  'devbox run agent',
  'npm run claude-team',
  'echo claude',
  'vim claude',
  './claude-wrapper.sh',
  'cat notes # claude',
  "sh -c 'echo hi'",
  'env',
  'sudo',
  'constructor',
  '__proto__',
])('%j tells nothing', (command) => {
  expect(agentOf(command)).toBeUndefined()
})

test('nested wrappers end', () => {
  const nested = (depth: number): string => 'npx '.repeat(depth) + 'claude'
  expect(agentOf(nested(7))).toBe('claude')
  expect(agentOf(nested(5000))).toBeUndefined()
})

test('arguments never change the answer', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (args) => {
      const quoted = args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ')
      expect(agentOf(`codex ${quoted}`)).toBe('codex')
      expect(agentOf(`vim ${quoted.replaceAll('--', '')}`)).toBeUndefined()
    }),
  )
})
