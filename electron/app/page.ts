import { extname, join, normalize, sep } from 'node:path'

/** How the page is served, without Electron: which file an address means, and the headers it goes out with. */

export const scheme = 'app'
export const origin = `${scheme}://maskline`
export const noncePlaceholder = '__CSP_NONCE__'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  path: string
  type: string
  isDocument: boolean
}

/** The file that `url` names below `folder`; null when it names none of ours. */
export function pageFile(url: string, folder: string): PageFile | null {
  let parsed: URL
  let name: string
  try {
    parsed = new URL(url)
    name = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (parsed.protocol !== `${scheme}:` || parsed.host !== 'maskline' || name.includes('\0')) return null
  const path = normalize(join(folder, name === '/' ? 'index.html' : name))
  if (!path.startsWith(normalize(folder) + sep)) return null
  const type = types[extname(path)]
  return type === undefined ? null : { path, type, isDocument: extname(path) === '.html' }
}

/** Hot reload needs its own script in the page and a socket to the dev server; never in a packaged app. */
export interface DevServer {
  url: string
}

export function contentSecurityPolicy(nonce: string, dev: DevServer | null): string {
  const socket = dev === null ? '' : ` ${dev.url.replace(/^http/, 'ws').replace(/\/$/, '')}`
  return [
    `default-src 'none'`,
    `script-src 'self'${dev === null ? '' : ` 'nonce-${nonce}'`}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'${socket}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

export function pageHeaders(type: string, nonce: string, dev: DevServer | null): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce, dev),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // The document carries a nonce of its own at each load.
    'Cache-Control': 'no-store',
  }
}
