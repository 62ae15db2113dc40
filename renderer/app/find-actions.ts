/**
 * What a few letters mean: actions whose title has every word that was typed, those first whose words begin with them.
 * Only when there is none, those that have the letters in this order.
 */
export function findActions<T extends { title: string }>(actions: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...actions]
  const ranked = actions
    .map((action) => ({ action, rank: rankOf(action.title.toLowerCase(), words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
  if (ranked.length > 0) return ranked.map(({ action }) => action)
  return actions.filter(({ title }) => hasLetters(title.toLowerCase(), words.join('')))
}

/** 0 when a word is missing. */
function rankOf(title: string, words: readonly string[]): number {
  let rank = 0
  for (const word of words) {
    const at = title.indexOf(word)
    if (at === -1) return 0
    if (at === 0) rank += 4
    else rank += title.includes(` ${word}`) ? 2 : 1
  }
  return rank
}

function hasLetters(title: string, letters: string): boolean {
  let at = -1
  return [...letters].every((letter) => (at = title.indexOf(letter, at + 1)) !== -1)
}
