/** Pastes of more lines than this into a program that runs line by line are asked about. */
const MANY_LINES = 5

/** How many lines a paste would run one by one, when that is enough to ask first; otherwise 0. */
export function linesToAskAbout(text: string, bracketedPaste: boolean): number {
  if (bracketedPaste) return 0
  const lines = text.replace(/\r?\n$/, '').split(/\r\n|\r|\n/).length
  return lines > MANY_LINES ? lines : 0
}

/** Paths as words of a shell command, so that a dropped file arrives as one. */
export function quotePaths(paths: readonly string[], platform: 'darwin' | 'win32' | 'linux'): string {
  return paths.map((path) => quotePath(path, platform)).join(' ')
}

function quotePath(path: string, platform: 'darwin' | 'win32' | 'linux'): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path) && (platform === 'win32' || !path.includes('\\'))) return path
  return platform === 'win32' ? `"${path.replaceAll('"', '')}"` : `'${path.replaceAll("'", `'\\''`)}'`
}
