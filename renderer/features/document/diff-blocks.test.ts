import { expect, it } from 'vitest'
import { diffBlocks } from './diff-blocks'

const diff = `diff --git a/src/a.js b/src/a.js
index 1..2 100644
--- a/src/a.js
+++ b/src/a.js
@@ -1,3 +1,3 @@ function a
 keep
--- a comment of the language
+++ another
 keep
diff --git a/new b/new
new file mode 100644
--- /dev/null
+++ b/new
@@ -0,0 +1 @@
+only
`

it('gives consecutive lines of a kind as one block, and loses nothing', () => {
  const blocks = diffBlocks(diff)
  expect(blocks.map((block) => [block.kind, block.text.split('\n').length])).toEqual([
    ['file', 4],
    ['place', 1],
    ['same', 1],
    ['removed', 1],
    ['added', 1],
    ['same', 1],
    ['file', 4],
    ['place', 1],
    ['added', 1],
    ['same', 1],
  ])
  expect(blocks.map((block) => block.text).join('\n')).toBe(diff)
})

it('takes a line inside of a hunk for what its first character says, whatever it looks like', () => {
  const blocks = diffBlocks(diff)
  expect(blocks.find((block) => block.kind === 'removed')?.text).toBe('--- a comment of the language')
  expect(blocks.find((block) => block.kind === 'added')?.text).toBe('+++ another')
})

it('shows a list of files, which is all there is when a patch was too large, as plain lines', () => {
  expect(diffBlocks('big.bin\nother.bin\n')).toEqual([{ kind: 'same', text: 'big.bin\nother.bin\n' }])
})
