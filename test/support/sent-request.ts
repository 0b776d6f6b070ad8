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

/** A client whose platform says yes to everything, to look at what is sent. Its base URL has a path and a slash too many. */
export interface SentRequests {
  api: PlatformApi
  server: PlatformServer
  close(): Promise<void>
}

export async function startAgreeing(mode: Mode): Promise<SentRequests> {
  const server = await startPlatformServer(() => ({ json: answers }))
  const api = aPlatformClient(`${server.url}/base/`, { mode, appKey: 'k+demo' })
  return {
    api,
    server,
    async close() {
      await api.close()
      await server.stop()
    },
  }
}

export const bodyOf = (request: SeenRequest): unknown => JSON.parse(request.body)
