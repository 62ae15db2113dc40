import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { call } from '../../model-server/scenario'
import type { Subject } from '../subject'

/** Codex. */
export const codex: Subject = {
  id: 'codex',
  async setUp({ home, work, modelUrl }) {
    const config = `model = "scripted"
model_provider = "scripted"
check_for_update_on_startup = false

[model_providers.scripted]
name = "scripted"
base_url = "${modelUrl}/v1"
env_key = "SCRIPTED_KEY"
wire_api = "responses"
requires_openai_auth = false
supports_websockets = false

[projects."${work}"]
trust_level = "trusted"

[analytics]
enabled = false
`
    await mkdir(join(home, '.codex'))
    await writeFile(join(home, '.codex', 'config.toml'), config)
    return { SCRIPTED_KEY: 'scripted' }
  },
  command: (_facts, ask) =>
    ask
      ? 'codex --no-daemon --ask-for-approval on-request --sandbox read-only'
      : 'codex --no-daemon --ask-for-approval never --sandbox danger-full-access',
  // A command that wants to leave the sandbox has to be asked for.
  shell: (command, ask) =>
    call('exec_command', {
      cmd: command,
      ...(ask ? { sandbox_permissions: 'require_escalated', justification: 'The test wants it.' } : {}),
    }),
  keeps: '.codex/sessions',
  permission: { allow: ['\r'], deny: ['\u001b'] },
  interrupt: ['\u001b'],
  clearDraft: ['\u0003'],
  reset: '/clear',
  cannot: {},
}
