import type { Subject } from '../subject'
import { claude } from './claude'
import { codex } from './codex'
import { continueCli } from './continue'
import { copilot } from './copilot'
import { gemini } from './gemini'
import { pi } from './pi'
import { qwen } from './qwen'
import { opencode } from './opencode'

/** Every agent CLI that the suite knows, in the order of the table. */
export const SUBJECTS: readonly Subject[] = [claude, codex, opencode, gemini, copilot, pi, qwen, continueCli]
