import { signHeaders, type SignatureGeneration } from '../../electron/platform/sign.ts'
import type { ApiMethod } from '../../electron/simulator/api-operation.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '../../electron/simulator/simulator.ts'
import { makeWorld, type AppCredentials, type SimulatedApp } from '../../electron/simulator/world.ts'
import { makeManualTime, type ManualTime } from './manual-time.ts'

export interface ApiReply {
  status: number
  /** `resultcode`; blank without a body. */
  code: string
  desc: string
  body: Record<string, unknown>
  location: string | null
}

/** The simulator's API over real HTTP, with one app per mode and time that stands still. */
export interface SimulatedApi {
  simulator: Simulator
  time: ManualTime
  raw(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<ApiReply>
  signed(appKey: string, generation?: SignatureGeneration): Record<string, string>
  /** Signed, parameters in the body of POST and PUT, else in the query. AXYB's key is added to the query of every method. */
  call(appKey: string, method: ApiMethod, uri: string, parameters?: object): Promise<ApiReply>
  /** Simulated and real time go on by this. */
  pass(ms: number): Promise<void>
}

/** 11:00 in the account's zone. */
export const apiStartAt = Date.UTC(2026, 2, 2, 3, 0, 0)
const seed = 4

export const apiApps = [
  { mode: 'AXB', appKey: 'k-axb', appSecret: 's-axb' },
  { mode: 'AX', appKey: 'k-ax', appSecret: 's-ax' },
  { mode: 'AXE', appKey: 'k-axe', appSecret: 's-axe' },
  { mode: 'X', appKey: 'k-x', appSecret: 's-x' },
  { mode: 'AXYB', appKey: 'k-axyb', appSecret: 's-axyb' },
  { mode: 'AXB', appKey: 'k-other', appSecret: 's-other' },
] as const satisfies readonly AppCredentials[]

export const apiWorld = makeWorld(seed, apiApps)

export function apiApp(appKey: string): SimulatedApp {
  const found = apiWorld.apps.find((each) => each.appKey === appKey)
  if (!found) throw new Error(`no app ${appKey}`)
  return found
}

export async function startSimulatedApi(options: Partial<SimulatorOptions> = {}): Promise<SimulatedApi> {
  const time = makeManualTime(Date.UTC(2026, 5, 1))
  const simulator = await startSimulator({
    seed,
    apps: apiApps,
    pushUrl: () => null,
    apiPort: 0,
    startAt: apiStartAt,
    speed: 1,
    callsPerSecond: null,
    maxCalls: 0,
    troubles: false,
    bad: [],
    generation: 'aksk',
    environment: time,
    ...options,
  })
  const raw: SimulatedApi['raw'] = async (method, path, headers, body) => {
    const given = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(simulator.apiUrl + path, { method, headers, redirect: 'manual', ...given })
    const text = await answer.text()
    const json = (text === '' ? { resultcode: '', resultdesc: '' } : JSON.parse(text)) as Record<string, unknown>
    const location = answer.headers.get('location')
    return { status: answer.status, code: String(json.resultcode), desc: String(json.resultdesc), body: json, location }
  }
  const signed: SimulatedApi['signed'] = (appKey, generation = 'aksk') =>
    signHeaders(generation, appKey, apiApp(appKey).appSecret, time.nonce(), time.clock())
  return {
    simulator,
    time,
    raw,
    signed,
    call(appKey, method, uri, parameters = {}) {
      const inBody = method === 'POST' || method === 'PUT'
      const query = new URLSearchParams({ ...(apiApp(appKey).mode === 'AXYB' && { app_key: appKey }), ...(inBody ? {} : parameters) })
      const path = query.size === 0 ? uri : `${uri}?${query}`
      return raw(method, path, signed(appKey), inBody ? parameters : undefined)
    },
    pass: (ms) => time.advance(ms, () => Promise.resolve()),
  }
}
