import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

/** Files that a prompt may point at, most certain first: quoted, without spaces, and from a root to the ending. */
export function pointedFiles(prompt: string): string[] {
  const quoted = [...prompt.matchAll(/[`'"]([^`'"\n]+\.md)[`'"]/g)].map((match) => match[1] ?? '')
  const plain = [...prompt.matchAll(/[^\s`'"()<>]+\.md/g)].map((match) => match[0])
  const spaced = [...prompt.matchAll(/(?:\/|[A-Za-z]:\\)[^\n`'"]*?\.md/g)].map((match) => match[0])
  return [...new Set([...quoted, ...plain, ...spaced])]
}

/** The prompt together with the files that it points at, as far as they can be read. */
export async function readPointed(prompt: string, cwd: string): Promise<{ files: string[]; text: string }> {
  const files: string[] = []
  const texts = [prompt]
  for (const file of pointedFiles(prompt)) {
    try {
      texts.push(await readFile(resolve(cwd, file), 'utf8'))
      files.push(file)
    } catch {
      // Not every word that ends in .md is a file of this project.
    }
  }
  return { files, text: texts.join('\n') }
}
