import { isAbsolute, resolve } from 'node:path'

/**
 * The folder that the app was started on. Started from a checkout, the first plain argument is the app itself; flags
 * are Chromium's.
 */
export function folderArgument(
  argv: readonly string[],
  isPackaged: boolean,
  cwd: string,
): string | undefined {
  const plain = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  const folder = plain[isPackaged ? 0 : 1]
  if (folder === undefined) return undefined
  return isAbsolute(folder) ? folder : resolve(cwd, folder)
}
