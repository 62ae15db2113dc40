import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** OpenCode. */
export const opencode: Subject = {
  id: 'opencode',
  async setUp({ home, modelUrl }) {
    const provider = {
      npm: '@ai-sdk/openai-compatible',
      name: 'Scripted',
      options: { baseURL: `${modelUrl}/v1`, apiKey: 'scripted' },
      models: { scripted: { name: 'Scripted', limit: { context: 200_000, output: 8_192 } } },
    }
    const model = 'scripted/scripted'
    const config = {
      autoupdate: false,
      share: 'disabled',
      model,
      small_model: model,
      provider: { scripted: provider },
    }
    const folder = join(home, '.config', 'opencode')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'opencode.json'), JSON.stringify(config))
    return {
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    }
  },
  command: (_facts, ask) => (ask ? `env OPENCODE_PERMISSION='{"bash":"ask"}' opencode` : 'opencode'),
  shell: (command) => call('bash', { command, description: 'The test wants it' }),
  keeps: '.local/share/opencode',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b', '\u001b'],
  clearDraft: ['\u0003'],
  reset: '/new',
  cannot: {},
}
