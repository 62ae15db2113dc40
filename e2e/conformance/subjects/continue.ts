import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** Continue's `cn`, with a model service of the person's own. */
export const continueCli: Subject = {
  id: 'continue',
  async setUp({ home, modelUrl }) {
    const config = [
      'name: test',
      'version: 1.0.0',
      'schema: v1',
      'models:',
      '  - name: scripted',
      '    provider: openai',
      '    model: scripted-1',
      `    apiBase: ${modelUrl}/v1`,
      '    apiKey: scripted',
      '    roles: [chat]',
      '    capabilities: [tool_use]',
      '',
    ]
    await writeFile(join(home, 'continue.yaml'), config.join('\n'))
    return { CONTINUE_TELEMETRY_ENABLED: '0' }
  },
  command: ({ home }, ask) => `cn --config ${join(home, 'continue.yaml')}${ask ? '' : ' --auto'}`,
  shell: (command) => call('Bash', { command }),
  keeps: '.continue/sessions',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0015'],
  reset: '/clear',
  oneLine: true,
  cannot: {
    command:
      'Continue runs commands in a login shell of its own. Where its start-up files set the PATH anew, the command is out of reach.',
    backslash: 'Continue breaks the line at a backslash at its end, so the deck puts a full stop behind it.',
    card: 'Nothing but the screen says what Continue asks, so the card shows it and leads to the terminal.',
    usage: 'The deck reads no figures of Continue.',
    resume: 'Continue takes up only the last conversation of all, whichever agent had it.',
  },
}
