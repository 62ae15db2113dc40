/**
 * A program in a pane that prints whatever the test wants it to, byte by byte, and writes down every key it gets.
 * `hostile.mjs <orders> <log>`: prints the files `1`, `2`, ... of the folder in their order, each as soon as it is there.
 */
import { appendFileSync, existsSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'

const [orders, log] = process.argv.slice(2)
let next = 1

function printDue() {
  for (; existsSync(join(orders, String(next))); next += 1)
    process.stdout.write(readFileSync(join(orders, String(next))))
}

process.stdin.setRawMode?.(true)
process.stdin.on('data', (keys) => appendFileSync(log, keys))
watch(orders, printDue)
printDue()
