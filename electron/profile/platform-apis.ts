import type { PlatformApp } from '../../shared/domain/platform-app.ts'
import { toErrorInfo } from '../../shared/errors.ts'
import type { StatusView } from '../../shared/ipc/system.ts'
import { createPlatformApi, type ClientOptions, type ShutOuts } from '../platform/client.ts'
import type { ApiHealth, PlatformApi } from '../platform/platform-api.ts'
import type { AppRegister } from './app-register.ts'

/** The platform's API for each app of an open profile: one client per app, which paces all that is asked in its name. */
export interface PlatformApis {
  /** Null while the app has no secret at hand. Another object once base URL, settings or secret have changed; the old one is closed. */
  of: (app: PlatformApp) => PlatformApi | null
  /** Over all apps: the worst of them counts. */
  status: () => StatusView['api']
  close: () => Promise<void>
}

interface PlatformApisOptions extends Pick<ClientOptions, 'timers' | 'random' | 'nonce' | 'systemProxy'> {
  apps: Pick<AppRegister, 'list' | 'secretsOf'>
  onHealth: () => void
}

interface Made {
  api: PlatformApi
  /** What it was made from. */
  from: string
}

/** Best first. */
const states = ['idle', 'ok', 'paced', 'failing', 'blocked'] as const satisfies readonly ApiHealth['state'][]

export function createPlatformApis({ apps, onHealth, ...options }: PlatformApisOptions): PlatformApis {
  const made = new Map<number, Made>()
  // It shuts out addresses, not apps: a client made anew must not forget it.
  const shutOuts: ShutOuts = new Map()
  const closing = new Set<Promise<void>>()
  let closed = false

  const discard = (id: number) => {
    const old = made.get(id)
    if (old === undefined) return
    made.delete(id)
    const ended: Promise<void> = old.api.close().finally(() => closing.delete(ended))
    closing.add(ended)
  }

  function of(app: PlatformApp): PlatformApi | null {
    const secrets = apps.secretsOf(app.id)
    // How often is read back changes no request, and a new client would have forgotten the platform's flow control.
    const from = JSON.stringify([app.baseUrl, { ...app.api, pollEveryMinutes: 0 }, secrets])
    const current = made.get(app.id)
    if (current?.from === from) return current.api
    discard(app.id)
    if (secrets.length === 0 || closed) return null
    const api = createPlatformApi({ ...options, app, shutOuts, secrets: () => apps.secretsOf(app.id), onHealth })
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
