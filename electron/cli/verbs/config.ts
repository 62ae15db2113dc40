import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { setValue } from '../../engine/config/edit'
import {
  GLOBAL_CONFIG_FILE,
  type GlobalKey,
  globalDefaults,
  globalKeys,
  isGlobalKey,
  readGlobalConfig,
} from '../../engine/config/global'
import { nearest } from '../../engine/config/keys'
import { dataFolder } from '../../engine/environment/data-folder'
import { RefusedHere, UsageError, type Verb, exitCode, readArgs } from '../args'

/** `config get KEY | set KEY VALUE`: the command's own settings, in a file of the data folder whose comments are kept. */
export const config: Verb = async (args, io) => {
  const { positionals } = readArgs(args, {}, 3)
  const [action, key, value] = positionals
  if (
    (action !== 'get' && action !== 'set') ||
    key === undefined ||
    (action === 'set') !== (value !== undefined)
  ) {
    throw new UsageError('Write: config get <key>, or: config set <key> <value>.')
  }
  const known = knownKey(key)
  const file = join(dataFolder({ env: io.env, platform: process.platform }), GLOBAL_CONFIG_FILE)
  const text = await readText(file)
  if (value === undefined) {
    const { values, notes } = readGlobalConfig(text)
    for (const note of notes) io.stderr(`${file}: ${note}\n`)
    io.stdout(`${values[known]}\n`)
    return exitCode.accepted
  }
  const edited = setValue(text, known.split('.'), typed(known, value))
  if (edited === undefined)
    throw new RefusedHere(`${file} could not be changed safely. Correct it in an editor.`)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, edited)
  return exitCode.accepted
}

function knownKey(key: string): GlobalKey {
  if (isGlobalKey(key)) return key
  const near = nearest(key, globalKeys)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  throw new RefusedHere(`There is no setting "${key}".${hint} There are: ${globalKeys.join(', ')}.`)
}

function typed(key: GlobalKey, value: string): string | boolean {
  if (typeof globalDefaults[key] === 'string') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw new RefusedHere(`${key} must be true or false, not "${value}".`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return ''
    throw new RefusedHere(`${file} could not be read (${String(code)}). Check its permissions.`)
  }
}
