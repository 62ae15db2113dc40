/** One word of a shell command, quotes and escapes removed. */
export interface Word {
  text: string
  /** False when the shell would replace a part of it: a variable, a substitution, a pattern, a home folder. */
  literal: boolean
}

/**
 * Splits a POSIX shell command into its simple commands, each a list of words, in the order they are written. It knows
 * quotes, escapes, comments and separators; that is enough to see which programs a line starts. An open quote runs to
 * the end of the text.
 */
export function simpleCommands(text: string): Word[][] {
  const commands: Word[][] = [[]]
  let word: Word | undefined
  let quote: "'" | '"' | undefined

  function add(part: string, literal = true): void {
    word ??= { text: '', literal: true }
    word.text += part
    word.literal &&= literal
  }
  function endWord(): void {
    if (word !== undefined) commands.at(-1)?.push(word)
    word = undefined
  }
  function endCommand(): void {
    endWord()
    if (commands.at(-1)?.length !== 0) commands.push([])
  }

  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (quote !== undefined) {
      if (char === quote) quote = undefined
      else if (quote === '"' && char === '\\' && /["\\$`\n]/.test(text.charAt(index + 1)))
        add(text.charAt(++index))
      else add(char, quote === "'" || !/[$`]/.test(char))
    } else if (char === "'" || char === '"') {
      quote = char
      add('')
    } else if (char === '\\') {
      const next = text.charAt(++index)
      if (next !== '\n') add(next)
    } else if (char === '#' && word === undefined) {
      while (index + 1 < text.length && text.charAt(index + 1) !== '\n') index++
    } else if (/[;&|()\n\r]/.test(char)) {
      endCommand()
    } else if (/\s/.test(char)) {
      endWord()
    } else {
      add(char, !/[$`*?[\]{}<>]/.test(char) && (char !== '~' || word !== undefined))
    }
  }
  endWord()
  return commands.filter((words) => words.length > 0)
}

/** Whether a word is a leading `NAME=value` of a command. */
export function isAssignment(word: Word): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text)
}
