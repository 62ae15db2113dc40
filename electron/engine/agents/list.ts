/**
 * The agent CLIs that the deck knows from inside, one line and one folder each. What a command starts is known by the names in
 * `environment/detect-agent.ts`, which also has CLIs that are watched by their terminal alone.
 */
export { claude } from './claude/index'
export { codex } from './codex/index'
export { continueCli } from './continue/index'
export { copilot } from './copilot/index'
export { gemini } from './gemini/index'
export { opencode } from './opencode/index'
export { pi } from './pi/index'
export { qwen } from './qwen/index'
