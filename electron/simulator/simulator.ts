import type { AddressInfo } from 'node:net'
import { maskText } from '../../shared/domain/phone-number.ts'
import type { SignatureGeneration } from '../platform/sign.ts'
import { makeGate } from './api-auth.ts'
import { makeRoutes } from './api-routes.ts'
import { makeApiServer } from './api-server.ts'
import type { Backfill } from './backfill.ts'
import { makeConsole, type Console } from './console.ts'
import { startDay } from './day.ts'
import { makeDeliverer, maxConcurrentPushes, type PushStats } from './deliver.ts'
import { systemEnvironment, type Environment } from './environment.ts'
import { generousFlow, makeFlowControl, type FlowLimit } from './flow-control.ts'
import type { Mischief } from './mischief.ts'
import { makePlatform } from './platform.ts'
import { makeSender, type Sender } from './push.ts'
import { makeRecordingFiles } from './recording-files.ts'
import { makeRequestLog } from './request-log.ts'
import { makeCallRegister } from './running-calls.ts'
import type { PlacedText } from './sms-relay.ts'
import { readNames } from './story-names.ts'
import { playStory } from './story-player.ts'
import type { Story } from './story.ts'
import type { PlacedCall } from './switchboard.ts'
import { makeTimeline } from './timeline.ts'
import type { Traffic } from './traffic.ts'
import { appOf, makeWorld, type AppCredentials, type SimulatedApp } from './world.ts'

export interface SimulatorOptions {
  /** Same seed, same day: what happens in a second of simulated time depends on it and on the rate alone. */
  seed: number
  /** Made from the seed when absent or empty. */
  apps?: readonly AppCredentials[]
  /** Where an app's pushes go; null = nowhere. */
  pushUrl(appKey: string): string | null
  /** 0 = any free one. The API listens on loopback only. */
  apiPort: number
  /** Simulated time at the start, epoch ms. */
  startAt: number
  /** Simulated seconds per real second. */
  speed: number
  /** Fixed rate per simulated second, all apps together; null = the seeded day curve. */
  callsPerSecond: number | null
  /** Scale of the day curve, all apps together. */
  callsPerDay?: number
  /** The day curve never falls below this rate. */
  leastCallsPerSecond?: number
  /** Texts per call, all apps together; absent = a few with the day curve, none at a fixed rate, which promises calls and nothing else. */
  smsPerCall?: number
  /** Texts are pushed with what they say, as after asking the platform's support for it. */
  carrySmsContent?: boolean
  /** Whether X numbers fall into trouble now and then; absent = with the day curve. */
  troubles?: boolean
  /** No more calls are begun after this many. */
  maxCalls?: number
  bad: readonly Mischief[]
  generation: SignatureGeneration
  /** Of API requests, per app. Absent = generous, null = none. */
  flowControl?: FlowLimit | null
  /** Addresses that may call the API, as an app's IP whitelist says; absent = any. */
  whitelist?: readonly string[]
  /** API answers leave out the fields that the documents mark as unconfirmed. */
  lean?: boolean
  /** Played beside the traffic, from the start. Its mistakes are complaints, but for names that the apps do not have: then the start fails. */
  story?: Story
  /** The past to tell first. Live pushes do not wait for it: simulated time does not stand still. */
  backfill?: Backfill
  /** Complaints, masked. May come often. */
  onProblem?(text: string): void
  environment?: Environment
  sender?: Sender
}

export interface SimulatorStats extends PushStats {
  /** Calls begun since the start. */
  calls: number
}

export interface Simulator {
  apiUrl: string
  apps: readonly AppCredentials[]
  console: Console
  /** Begins a call now, over the bindings as they are. @returns its session id @throws Error when there is no such app */
  placeCall(call: Omit<PlacedCall, 'app' | 'digits'> & { appKey: string; digits?: string | null }): string
  /** Texts an X now. @returns the identifier its pushes have @throws Error when there is no such app */
  placeText(text: Omit<PlacedText, 'app'> & { appKey: string }): string
  /** Resolves when the past has been pushed once; at once where there is none. */
  backfilled: Promise<void>
  stats(): SimulatorStats
  /** With `maxCalls`: all of it has happened and nothing waits to be pushed again. */
  isFinished(): boolean
  stop(): Promise<void>
}

export const defaultCallsPerDay = 20_000
const usualSmsPerCall = 0.05

/** Starts a platform of its own: its API over HTTP, and pushes to a customer's server. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, startAt, callsPerSecond, maxCalls = Number.POSITIVE_INFINITY } = options
  const environment = options.environment ?? systemEnvironment
  let stopped = false
  const onProblem = (text: string): void => {
    if (!stopped) options.onProblem?.(maskText(text))
  }
  const world = makeWorld(seed, options.apps)
  const traffic: Traffic = {
    world,
    callsPerSecond,
    callsPerDay: options.callsPerDay ?? defaultCallsPerDay,
    leastCallsPerSecond: options.leastCallsPerSecond,
    smsPerCall: options.smsPerCall ?? (callsPerSecond === null ? usualSmsPerCall : 0),
    troubles: options.troubles ?? callsPerSecond === null,
    pastCallee: options.backfill?.callee,
  }
  const storyNames = options.story ? readNames(world, options.story) : null
  const timeline = makeTimeline(environment, startAt, options.speed)
  const sender = options.sender ?? makeSender(maxConcurrentPushes)
  const deliverer = makeDeliverer({ environment, timeline, sender, generation: options.generation, onProblem })

  const platform = makePlatform(world, timeline.now, options.lean)
  const runningCalls = makeCallRegister()
  let apiUrl = ''
  const { recordings } = platform
  const recordingFiles = makeRecordingFiles({ recordings, now: timeline.now, key: world.tag, origin: () => apiUrl })
  const routes = makeRoutes({ platform, runningCalls, recordingFiles })
  const log = makeRequestLog()
  const server = makeApiServer({
    gate: makeGate(world.apps, timeline.now, options.whitelist),
    flowControl: makeFlowControl(options.flowControl === undefined ? generousFlow : options.flowControl, environment.clock),
    routes,
    recordingFiles,
    log,
    now: timeline.now,
    onProblem,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.apiPort, '127.0.0.1', resolve)
  })
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const day = startDay({
    platform,
    traffic,
    timeline,
    environment,
    deliverer,
    calls: runningCalls,
    bad: new Set(options.bad),
    startAt,
    maxCalls,
    backfill: options.backfill,
    carriesSmsContent: options.carrySmsContent ?? false,
    pushUrl: options.pushUrl,
    onProblem,
  })

  const platformConsole = makeConsole(platform, routes, log)
  const appNamed = (appKey: string): SimulatedApp => {
    const app = appOf(world, appKey)
    if (!app) throw new Error('the simulated world has no app with this key')
    return app
  }
  if (options.story && storyNames) {
    const { story, pushUrl } = options
    const parts = { switchboard: day.switchboard, smsRelay: day.smsRelay, runningCalls, timeline, deliverer, pushUrl, onProblem }
    playStory({ story, names: storyNames, startAt, console: platformConsole, ...parts })
  }

  return {
    apiUrl,
    apps: world.apps.map(({ mode, appKey, appSecret }) => ({ mode, appKey, appSecret })),
    console: platformConsole,
    placeCall: ({ appKey, ...call }) => day.switchboard.place({ app: appNamed(appKey), digits: null, ...call }),
    placeText: ({ appKey, ...text }) => day.smsRelay.place({ app: appNamed(appKey), ...text }),
    backfilled: day.backfilled,
    stats: () => ({ ...deliverer.stats(), calls: day.calls() }),
    isFinished: () => day.isOver() && timeline.isEmpty() && deliverer.isIdle(),
    async stop() {
      stopped = true
      day.stop()
      timeline.stop()
      deliverer.stop()
      await sender.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
