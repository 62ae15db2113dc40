import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** Qwen Code, with a model service of the person's own. */
export const qwen: Subject = {
  id: 'qwen',
  async setUp({ home, modelUrl }) {
    const settings = {
      security: { auth: { selectedType: 'openai' }, folderTrust: { enabled: false } },
      model: { name: 'scripted-1' },
      general: { enableAutoUpdate: false, disableAutoUpdate: true, disableUpdateNag: true },
      privacy: { usageStatisticsEnabled: false },
      // Notes that it makes for itself after a turn are further requests with prompts of their own.
      memory: { enableManagedAutoMemory: false },
    }
    await mkdir(join(home, '.qwen'))
    await writeFile(join(home, '.qwen', 'settings.json'), JSON.stringify(settings))
    return { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_MODEL: 'scripted-1' }
  },
  command: (_facts, ask) => `qwen --approval-mode ${ask ? 'default' : 'yolo'}`,
  // It refuses to wait for a command that begins with a sleep.
  shell: (command) =>
    call('run_shell_command', {
      command: `echo begun && (${command})`,
      description: 'Runs it',
      is_background: false,
    }),
  keeps: '.qwen/projects',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0015'],
  reset: '/clear',
  cannot: {},
}
