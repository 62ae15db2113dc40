import type { Subject } from '../subject'
import { claude } from './claude'
import { gemini } from './gemini'

/** Every agent CLI that the suite knows, in the order of the table. */
export const SUBJECTS: readonly Subject[] = [claude, gemini]
