/** electron-builder calls this when the app's folder is complete, before it is signed. */
import { chmod, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** node-pty starts each terminal through its helper on macOS, which packaging leaves without the right to be executed. */
export default async function afterPack({ appOutDir }) {
  const files = await readdir(appOutDir, { recursive: true, withFileTypes: true })
  const helpers = files.filter(({ name }) => name === 'spawn-helper')
  await Promise.all(helpers.map(({ name, parentPath }) => chmod(join(parentPath, name), 0o755)))
}
