import { defaultBaseUrl } from '../../shared/domain/platform-app.ts'
import { minuteMs, secondMs } from '../../shared/domain/time.ts'
import type { OsProxy } from '../ipc/backend-messages.ts'
import type { LogLine } from './log.ts'

/** What the OS says how its network is left. The backend cannot ask it, Chromium can, on every OS and with proxy scripts too. */

/** The part of Electron's `session` that is needed here. */
export interface ProxyResolver {
  /** @returns a list such as `PROXY office:8080; DIRECT` */
  resolveProxy: (url: string) => Promise<string>
}

export interface SystemProxy {
  current: () => OsProxy
  onChange: (listener: (proxy: OsProxy) => void) => void
}

const schemes: Readonly<Record<string, string>> = { PROXY: 'http', SOCKS: 'socks4' }

/**
 * What we go by of a list of proxies, as a URL; null = straight to the platform. Each entry is for when the one before cannot be used, so
 * one that we do not speak to (SOCKS) is passed over for the next. Where there is no other it stands, so that requests fail and say why.
 */
export function proxyOfList(list: string): string | null {
  const entries = list.split(';').flatMap((entry) => {
    const [type = '', host = ''] = entry.trim().split(/\s+/)
    const kind = type.toUpperCase()
    if (kind === 'DIRECT') return [null]
    return isAddress(host) ? [`${schemes[kind] ?? kind.toLowerCase()}://${host}`] : []
  })
  const fitting = entries.find((url) => url === null || /^https?:/.test(url))
  return fitting === undefined ? (entries[0] ?? null) : fitting
}

// The stand-in's Node has no `URL.canParse` yet.
function isAddress(host: string): boolean {
  try {
    return new URL(`http://${host}`).pathname === '/'
  } catch {
    return false
  }
}

/** A proxy script may have to be fetched first; the program does not wait for it longer. */
export const firstAnswerMs = 2 * secondMs
/** Networks change while the program runs, and after sleep it may wake in another. */
const askAgainMs = minuteMs

const addresses = { http: defaultBaseUrl.replace(/^https:/, 'http:'), https: defaultBaseUrl }

/** Asks now and every minute from then on. Resolves with the first answer, or without one when that takes too long. Never rejects. */
export async function followSystemProxy(resolver: ProxyResolver, log: LogLine): Promise<SystemProxy> {
  let current: OsProxy = { http: null, https: null }
  let listener: (proxy: OsProxy) => void = () => {}
  let asking = false
  let failed = false

  const ask = async () => {
    if (asking) return
    asking = true
    try {
      const [http, https] = await Promise.all([resolver.resolveProxy(addresses.http), resolver.resolveProxy(addresses.https)])
      failed = false
      const next = { http: proxyOfList(http), https: proxyOfList(https) }
      if (next.http === current.http && next.https === current.https) return
      current = next
      log(`the system's proxy for the platform: ${next.https ?? 'none'} (plain HTTP: ${next.http ?? 'none'})`)
      listener(next)
    } catch (thrown) {
      if (!failed) log(`the system's proxy could not be asked for: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
      failed = true
    } finally {
      asking = false
    }
  }

  setInterval(() => void ask(), askAgainMs)
  let stopWaiting: NodeJS.Timeout | undefined
  await Promise.race([ask(), new Promise<void>((resolve) => (stopWaiting = setTimeout(resolve, firstAnswerMs)))])
  clearTimeout(stopWaiting)
  return { current: () => current, onChange: (next) => (listener = next) }
}
