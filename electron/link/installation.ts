import { existsSync } from 'node:fs'
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

/** The demo project lies beside the bundles in a packaged app, and among the sources in a checkout. */
function demoProject(dist: string): string {
  const packed = join(dist, 'demo-project')
  return existsSync(packed) ? packed : join(dist, '..', 'electron', 'demo', 'project')
}

/** @param dist the folder that the bundles were written to */
export function installationAt(dist: string): Installation {
  return {
    version,
    paths: {
      exec: [process.execPath],
      runAsNode: process.versions.electron !== undefined,
      dist,
      demoProject: demoProject(dist),
    },
    window: join(dist, 'renderer'),
  }
}
