import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import { toErrorInfo } from '../../shared/errors.ts'
import type { StatusView } from '../../shared/ipc/system.ts'
import { createPlatformApi, restoredShutOuts, type ClientOptions } from '../platform/client.ts'
import type { SystemProxy } from '../platform/client-proxy.ts'
import { freeFlow, type FlowControl } from '../platform/client-turns.ts'
import type { ApiHealth, PlatformApi } from '../platform/platform-api.ts'
import type { KeptShutOut } from '../store/profile-settings.ts'
import type { AppRegister } from './app-register.ts'

/** The platform's API for each app of an open profile: one client per app, which paces all that is asked in its name. */
export interface PlatformApis {
  /**
   * Null while the app has no secret at hand. Another object once base URL, settings or the system's proxy have changed; the old one is
   * closed. What the platform imposed on us passes from one to the next. A changed secret needs no other: secrets are read anew for each
   * request.
   */
  of: (app: PlatformApp) => PlatformApi | null
  /** Over all apps: the worst of them counts. */
  status: () => StatusView['api']
  close: () => Promise<void>
}

interface PlatformApisOptions extends Pick<ClientOptions, 'timers' | 'random' | 'nonce'> {
  apps: Pick<AppRegister, 'list' | 'secretsOf'>
  onHealth: () => void
  /** As it is now. */
  systemProxy: () => SystemProxy
  /** Where the platform had shut us out before the profile was opened. */
  keptShutOuts: readonly KeptShutOut[]
  /** All of them, whenever one comes or goes: the platform remembers it longer than this process may live. */
  keepShutOuts: (shutOuts: readonly KeptShutOut[]) => void
}

interface Made {
  api: PlatformApi
  /** What it was made from. */
  from: string
}

/** Best first. */
const states = ['idle', 'ok', 'paced', 'failing', 'blocked'] as const satisfies readonly ApiHealth['state'][]

export function createPlatformApis(given: PlatformApisOptions): PlatformApis {
  const { apps, onHealth: onAnyHealth, keptShutOuts, keepShutOuts, systemProxy, ...options } = given
  const made = new Map<number, Made>()
  // It shuts out addresses, not apps: a client made anew must not forget it.
  const shutOuts = restoredShutOuts(keptShutOuts)
  const flows = new Map<number, FlowControl>()
  const closing = new Set<Promise<void>>()
  let closed = false

  let kept = JSON.stringify(keptShutOuts)
  const onHealth = () => {
    const now = [...shutOuts].flatMap(([way, { current }]) => (current === null ? [] : { way, until: current.until }))
    if (JSON.stringify(now) !== kept) keepShutOuts(now)
    kept = JSON.stringify(now)
    onAnyHealth()
  }

  const discard = (id: number) => {
    const old = made.get(id)
    if (old === undefined) return
    made.delete(id)
    const ended: Promise<void> = old.api.close().finally(() => closing.delete(ended))
    closing.add(ended)
  }

  function of(app: PlatformApp): PlatformApi | null {
    const secrets = apps.secretsOf(app.id)
    const proxy = systemProxy()
    const way = app.api.proxy.kind === 'system' && proxy
    // How often is read back changes no request.
    const from = JSON.stringify([app.baseUrl, { ...app.api, pollEveryMinutes: 0 }, secrets.length === 0, way])
    const current = made.get(app.id)
    if (current?.from === from) return current.api
    discard(app.id)
    if (secrets.length === 0 || closed) return null
    const flow = flows.get(app.id) ?? freeFlow()
    flows.set(app.id, flow)
    const api = createPlatformApi({ ...options, systemProxy: proxy, app, shutOuts, flow, secrets: () => apps.secretsOf(app.id), onHealth })
    made.set(app.id, { api, from })
    return api
  }

  return {
    of,
    status() {
      const all = apps.list().flatMap((app) => {
        const api = made.get(app.id)?.api
        return api === undefined ? [] : [{ app, health: api.health() }]
      })
      const worst = all.toSorted((a, b) => states.indexOf(b.health.state) - states.indexOf(a.health.state))[0]
      const okAt = all.flatMap(({ health }) => health.lastOkAt ?? [])
      const { state = 'idle', error = null, until = null } = worst?.health ?? {}
      const isWell = state === 'idle' || state === 'ok'
      return {
        state,
        lastOkAt: okAt.length === 0 ? null : Math.max(...okAt),
        error: error === null ? null : toErrorInfo(error),
        until,
        appName: isWell || worst === undefined ? null : worst.app.name,
      }
    },
    async close() {
      closed = true
      for (const id of made.keys()) discard(id)
      await Promise.all(closing)
    },
  }
}
