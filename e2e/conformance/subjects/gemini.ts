import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** Gemini CLI. */
export const gemini: Subject = {
  id: 'gemini',
  async setUp({ home, modelUrl }) {
    const settings = {
      security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
      general: { enableAutoUpdate: false, disableAutoUpdate: true, disableUpdateNag: true },
      privacy: { usageStatisticsEnabled: false },
    }
    await mkdir(join(home, '.gemini'))
    await writeFile(join(home, '.gemini', 'settings.json'), JSON.stringify(settings))
    return { GEMINI_API_KEY: 'scripted', GOOGLE_GEMINI_BASE_URL: modelUrl }
  },
  command: (_facts, ask) => `gemini -m gemini-2.5-flash --approval-mode ${ask ? 'default' : 'yolo'}`,
  shell: (command) => call('run_shell_command', { command, description: 'Runs it' }),
  keeps: '.gemini/tmp',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0015'],
  reset: '/clear',
  cannot: {
    card: 'Nothing but the screen says what Gemini CLI asks, so the card shows it and leads to the terminal.',
  },
}
