/** The name, or with the first number behind it that nobody has. Names that differ only in case are taken for the same. */
export function freeName(name: string, taken: readonly unknown[]): string {
  const lower = new Set(taken.map((each) => (typeof each === 'string' ? each.toLowerCase() : each)))
  const isFree = (each: string): boolean => !lower.has(each.toLowerCase())
  if (isFree(name)) return name
  let number = 2
  while (!isFree(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}
