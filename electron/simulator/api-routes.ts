import { modes, type Mode } from '../../shared/domain/platform-app.ts'
import {
  bindingUris,
  callStopUri,
  recordingUri,
  temporaryCalleeUri,
  WireCallStop,
  WireRecordingQuery,
} from '../platform/wire/every-mode-api.ts'
import { refuseFields } from './api-checks.ts'
import type { ApiParameters, BindingApi, Operation } from './api-operation.ts'
import { refuse, succeed, type ApiAnswer } from './api-results.ts'
import { makeAxApi } from './ax-api.ts'
import { makeAxbApi } from './axb-api.ts'
import { makeAxeApi } from './axe-api.ts'
import { makeAxybApi } from './axyb-api.ts'
import type { Platform } from './platform.ts'
import type { RecordingFiles } from './recording-files.ts'
import type { RunningCalls } from './running-calls.ts'
import { setTemporaryCallee } from './temporary-callee.ts'
import type { SimulatedApp } from './world.ts'

/** The operation index (api.md §1.2): what is answered to whom. */
export interface Routes {
  /** Whether there is such an operation at all; else it is a 404. */
  knows(method: string, uri: string): boolean
  /** An operation of another mode is refused with 1010040. Only for what `knows`. */
  answer(app: SimulatedApp, method: string, uri: string, parameters: ApiParameters): ApiAnswer
}

interface Ports {
  platform: Platform
  runningCalls: RunningCalls
  recordingFiles: RecordingFiles
}

interface Route {
  modes: readonly Mode[]
  operation(app: SimulatedApp): Operation
}

export function makeRoutes({ platform, runningCalls, recordingFiles }: Ports): Routes {
  const apis = new Map<string, BindingApi>()
  const apiOf = (app: SimulatedApp): BindingApi | null => {
    const api = apis.get(app.appKey) ?? makeBindingApi(platform, app)
    if (api) apis.set(app.appKey, api)
    return api
  }
  const ofMode = (mode: Mode, pick: (api: BindingApi) => Operation | undefined): Route => ({
    modes: [mode],
    // Never asked of another mode's app, so the refusal stands for what cannot be.
    operation: (app) => pick(apiOf(app) ?? noBindings) ?? refuseMode,
  })
  const bindingRoutes = (mode: keyof typeof bindingUris): [string, Route][] => {
    const uri = bindingUris[mode]
    const all: [string, Route][] = [
      [`POST ${uri}`, ofMode(mode, ({ bind }) => bind)],
      [`PUT ${uri}`, ofMode(mode, ({ modify }) => modify)],
      [`DELETE ${uri}`, ofMode(mode, ({ unbind }) => unbind)],
      [`GET ${uri}`, ofMode(mode, ({ list }) => list)],
    ]
    return all.filter(([key]) => mode !== 'AXYB' || !key.startsWith('PUT'))
  }

  const routes = new Map<string, Route>([
    ...bindingRoutes('AXB'),
    ...bindingRoutes('AX'),
    ...bindingRoutes('AXE'),
    ...bindingRoutes('AXYB'),
    [
      `PUT ${temporaryCalleeUri}`,
      {
        modes: ['AX'],
        operation:
          (app) =>
          ({ body }) =>
            setTemporaryCallee(platform, app, body),
      },
    ],
    [
      `POST ${callStopUri}`,
      {
        modes,
        operation:
          (app) =>
          ({ body }) =>
            stopCall(runningCalls, app, body),
      },
    ],
    [
      `GET ${recordingUri}`,
      {
        modes,
        operation:
          (app) =>
          ({ query }) =>
            addressOf(platform, recordingFiles, app, query),
      },
    ],
  ])

  return {
    knows: (method, uri) => routes.has(`${method} ${uri}`),
    answer(app, method, uri, parameters) {
      const route = routes.get(`${method} ${uri}`)
      return route?.modes.includes(app.mode) ? route.operation(app)(parameters) : refuse(1010040)
    },
  }
}

const refuseMode: Operation = () => refuse(1010040)
const noBindings: BindingApi = { bind: refuseMode, unbind: refuseMode, list: refuseMode }

function makeBindingApi(platform: Platform, app: SimulatedApp): BindingApi | null {
  switch (app.mode) {
    case 'AXB':
      return makeAxbApi(platform, app)
    case 'AX':
      return makeAxApi(platform, app)
    case 'AXE':
      return makeAxeApi(platform, app)
    case 'AXYB':
      return makeAxybApi(platform, app)
    case 'X':
      return null
  }
}

/** Only a call that is going on can be stopped, and only by its app (api.md §7). */
function stopCall(runningCalls: RunningCalls, app: SimulatedApp, body: unknown): ApiAnswer {
  const parsed = WireCallStop.safeParse(body)
  if (!parsed.success) return refuseFields(parsed.error)
  const { sessionid } = parsed.data
  if (runningCalls.find(sessionid)?.appKey !== app.appKey) return refuse(1012007)
  runningCalls.stop(sessionid)
  return succeed()
}

/** A temporary address of a recording (api.md §8); in arrears there is none to be had. */
function addressOf(platform: Platform, files: RecordingFiles, app: SimulatedApp, query: Readonly<Record<string, string>>): ApiAnswer {
  const parsed = WireRecordingQuery.safeParse(query)
  if (!parsed.success) return refuseFields(parsed.error)
  const { fileName, recordDomain } = parsed.data
  const recording = platform.state.inArrears() ? undefined : platform.recordings.find(app.appKey, recordDomain, fileName)
  return recording ? { status: 301, location: files.addressOf(recording) } : refuse(1012007)
}
