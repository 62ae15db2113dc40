/**
 * Rows of an even grid: as square as it gets, wider than tall, the longer rows first.
 * @param mostColumns as many as there is room for.
 */
export function evenGrid<T>(items: readonly T[], mostColumns = Infinity): T[][] {
  const columns = Math.min(mostColumns, Math.ceil(Math.sqrt(items.length)))
  const rowCount = Math.ceil(items.length / Math.max(columns, 1))
  const rows: T[][] = []
  for (let row = 0, at = 0; row < rowCount; row++) {
    const length = Math.ceil((items.length - at) / (rowCount - row))
    rows.push(items.slice(at, at + length))
    at += length
  }
  return rows
}
