import { createPlatformApi, type ClientOptions } from '../../electron/platform/client.ts'
import type { PlatformApi } from '../../electron/platform/platform-api.ts'
import { ApiSettings, type Mode } from '../../shared/domain/platform-app.ts'
import { makeClientTime } from '../support/client-time.ts'

export interface ClientWishes extends Partial<Omit<ClientOptions, 'app'>> {
  mode?: Mode
  appKey?: string
  secrets?: () => readonly string[]
  api?: Partial<ApiSettings>
}

/** A client that never waits by chance and never by the wall clock. Whoever makes it closes it. */
export function aPlatformClient(baseUrl: string, wishes: ClientWishes = {}): PlatformApi {
  const { mode = 'AXB', appKey = 'k-test', api = {}, ...others } = wishes
  let nonces = 0
  return createPlatformApi({
    app: { mode, appKey, baseUrl, api: { ...ApiSettings.parse({ requestsPerSecond: 100 }), ...api } },
    secrets: () => ['s-test'],
    timers: makeClientTime(),
    random: () => 0,
    nonce: () => `n${(nonces += 1)}`,
    onHealth: () => undefined,
    systemProxy: { http: null, https: null, except: '' },
    ...others,
  })
}
