/** Breaks a text into lines of at most `width` characters, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const columns = Math.max(8, width)
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(' ')) {
      let rest = word
      if (line !== '' && line.length + 1 + rest.length > columns) {
        lines.push(line)
        line = ''
      }
      while (rest.length > columns) {
        lines.push(rest.slice(0, columns))
        rest = rest.slice(columns)
      }
      line = line === '' ? rest : `${line} ${rest}`
    }
    return [...lines, line]
  })
}
