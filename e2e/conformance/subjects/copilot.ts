import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** GitHub Copilot CLI, with a model service of the person's own. */
export const copilot: Subject = {
  id: 'copilot',
  async setUp({ home, work, modelUrl }) {
    await mkdir(join(home, '.copilot'))
    const config = { trusted_folders: [work], banner: 'never' }
    await writeFile(join(home, '.copilot', 'config.json'), JSON.stringify(config))
    return {
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_BASE_URL: `${modelUrl}/v1`,
      COPILOT_PROVIDER_API_KEY: 'scripted',
      COPILOT_MODEL: 'scripted-1',
      COPILOT_OFFLINE: 'true',
    }
  },
  command: (_facts, ask) => `copilot --no-auto-update${ask ? '' : ' --allow-all-tools'}`,
  shell: (command) => call('bash', { command, description: 'Runs it' }),
  keeps: '.copilot/session-state',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b', '', '', '\u001b'],
  clearDraft: ['\u0015'],
  reset: '/clear',
  cannot: {
    '21-kb':
      'Copilot keeps a text of more than 20 KB in a file of its own and gives the model the name of that file.',
  },
}
