import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { findAsset, pageHeaders } from '../link/static-files'
import { APP_ORIGIN, APP_SCHEME } from './addresses'

/** Gives the window's page an origin of its own. Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the window's files to our own origin, and nothing else. */
export function servePage(root: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url)
    const ours = `${url.protocol}//${url.host}` === APP_ORIGIN && request.method === 'GET'
    const asset = ours ? await findAsset(root, url.pathname) : null
    if (!asset) return new Response('There is nothing here.', { status: 404, headers: pageHeaders() })
    return new Response(new Uint8Array(await readFile(asset.file)), {
      headers: { ...pageHeaders(), 'Content-Type': asset.type },
    })
  })
}
