import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

const NO_PERMISSIONS = 'Pi asks for no permissions.'

/** Pi. */
export const pi: Subject = {
  id: 'pi',
  async setUp({ home, modelUrl }) {
    const model = {
      id: 'scripted-1',
      name: 'Scripted',
      contextWindow: 200_000,
      maxTokens: 8192,
      cost: { input: 3, output: 15, cacheRead: 0, cacheWrite: 0 },
      input: ['text'],
      reasoning: false,
    }
    const api = { baseUrl: `${modelUrl}/v1`, api: 'openai-completions', apiKey: 'scripted', models: [model] }
    await mkdir(join(home, '.pi', 'agent'), { recursive: true })
    await writeFile(
      join(home, '.pi', 'agent', 'models.json'),
      JSON.stringify({ providers: { scripted: api } }),
    )
    return { PI_OFFLINE: '1', PI_SKIP_VERSION_CHECK: '1' }
  },
  command: () => 'pi --provider scripted --model scripted-1',
  shell: (command) => call('bash', { command }),
  keeps: '.pi/agent/sessions',
  permission: { allow: [], deny: [] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0015'],
  reset: '/new',
  cannot: {
    allowed: NO_PERMISSIONS,
    denied: NO_PERMISSIONS,
    'no-stray-enter': NO_PERMISSIONS,
    card: NO_PERMISSIONS,
  },
}
