import { ApiSettings } from '../../../shared/domain/platform-app.ts'
import { secondMs } from '../../../shared/domain/time.ts'

/** As typed. Paths are those of the schema, so that its findings reach their fields; `timeoutMs` is typed in seconds. */
export type ApiDraft = Omit<ApiSettings, 'timeoutMs' | 'proxy'> & {
  timeoutMs: number | null
  proxy: { kind: ApiSettings['proxy']['kind']; url: string }
}

export const apiDefaults = ApiSettings.parse({})

export function apiDraft({ timeoutMs, proxy, ...api }: ApiSettings): ApiDraft {
  return { ...api, timeoutMs: timeoutMs / secondMs, proxy: { kind: proxy.kind, url: proxy.kind === 'explicit' ? proxy.url : '' } }
}

/** What the draft means; the schema of the contract judges it. */
export function apiInput({ timeoutMs, proxy, ...api }: ApiDraft): unknown {
  return {
    ...api,
    // A blank stays one: it is missing, not zero.
    timeoutMs: timeoutMs === null ? null : Math.round(timeoutMs * secondMs),
    proxy: proxy.kind === 'explicit' ? { kind: proxy.kind, url: proxy.url.trim() } : { kind: proxy.kind },
  }
}
