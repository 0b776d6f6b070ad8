import { afterEach } from 'vitest'
import type { PlatformApi } from '../../electron/platform/platform-api.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { aPlatformClient } from '../builders/platform-client.ts'
import { startPlatformServer, success, type PlatformServer, type SeenRequest } from './platform-server.ts'

const x = '+8617000000001'

/** Every answer there is, in one: each schema takes what it knows. */
const answers = {
  ...success,
  subscriptionId: 'b-1',
  relationNum: x,
  privateNum: x,
  virtualNum: x,
  extendNum: '0007',
  relationNumber: x,
  bindId: 'b-1',
}

/** A client whose platform says yes to everything, to look at what is sent; each test has its own. Its base URL has a path and a slash too many. */
export function agreeingPlatform() {
  let current: { api: PlatformApi; server: PlatformServer } | null = null
  afterEach(async () => {
    await current?.api.close()
    await current?.server.stop()
    current = null
  })
  const started = () => {
    if (current === null) throw new Error('the platform is not started')
    return current
  }
  const platform = {
    async start(mode: Mode): Promise<void> {
      const server = await startPlatformServer(() => ({ json: answers }))
      current = { server, api: aPlatformClient(`${server.url}/base/`, { mode, appKey: 'k+demo' }) }
    },
    /** The first request of what is asked. */
    async sent(mode: Mode, ask: (client: PlatformApi) => Promise<unknown>): Promise<SeenRequest> {
      await platform.start(mode)
      await ask(started().api)
      const [request] = started().server.requests
      if (request === undefined) throw new Error('nothing was sent')
      return request
    },
    get api() {
      return started().api
    },
    get server() {
      return started().server
    },
  }
  return platform
}

export const bodyOf = (request: SeenRequest): unknown => JSON.parse(request.body)
