import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { net, protocol } from 'electron'
import { noncePlaceholder, pageFile, pageHeaders, scheme } from './page.ts'
import type { DevServer } from './page.ts'

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

async function fromDevServer(url: string, dev: DevServer): Promise<Response> {
  const { pathname, search } = new URL(url)
  const answer = await net.fetch(new URL(pathname + search, dev.url).href, { bypassCustomProtocolHandlers: true })
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  const nonce = randomBytes(16).toString('base64')
  const body = type.startsWith('text/html') ? (await answer.text()).replaceAll(noncePlaceholder, nonce) : answer.body
  return new Response(body, { status: answer.status, headers: pageHeaders(type, nonce, dev) })
}

/** Serves the page from `folder` (or through the dev server) under a strict policy with a fresh nonce per load. */
export function servePage(folder: string, dev: DevServer | null): void {
  protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
    if (dev !== null) return fromDevServer(request.url, dev)
    const file = pageFile(request.url, folder)
    if (file === null) return new Response(null, { status: 404 })
    try {
      const bytes = await readFile(file.path)
      const nonce = randomBytes(16).toString('base64')
      const body = file.isDocument ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : bytes
      return new Response(body, { headers: pageHeaders(file.type, nonce, null) })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
