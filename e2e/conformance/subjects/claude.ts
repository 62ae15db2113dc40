import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bash } from '../../model-server/scenario'
import { claudeTestEnv } from '../../real/claude-home'
import type { Subject } from '../subject'

/** Claude Code. */
export const claude: Subject = {
  id: 'claude',
  async setUp({ home, work, modelUrl }) {
    const state = {
      hasCompletedOnboarding: true,
      theme: 'dark',
      projects: { [work]: { hasTrustDialogAccepted: true } },
    }
    await writeFile(join(home, '.claude.json'), JSON.stringify(state))
    await mkdir(join(home, '.claude'))
    await writeFile(
      join(home, '.claude', 'settings.json'),
      JSON.stringify({ skipDangerousModePermissionPrompt: true }),
    )
    return claudeTestEnv(modelUrl)
  },
  command: (_facts, ask) => `claude --permission-mode ${ask ? 'manual' : 'bypassPermissions'}`,
  shell: (command) => bash(command),
  keeps: '.claude/projects',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0015'],
  reset: '/clear',
  cannot: {},
}
