import { join } from 'node:path'
import type { DeckPaths } from '../engine/deck'
import { version } from '../../package.json'

/** Where the parts of this installation lie. */
export interface Installation {
  version: string
  paths: DeckPaths
  /** Folder with the window's files. */
  window: string
}

/** @param dist the folder that the bundles were written to */
export function installationAt(dist: string): Installation {
  return {
    version,
    paths: {
      exec: [process.execPath],
      runAsNode: process.versions.electron !== undefined,
      dist,
      // Beside dist in a checkout and in a packaged app alike.
      demoProject: join(dist, '..', 'electron', 'demo', 'project'),
    },
    window: join(dist, 'renderer'),
  }
}
