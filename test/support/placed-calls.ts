import type { Simulator, SimulatorOptions } from '../../electron/simulator/simulator.ts'
import { appOf, makeWorld, type SimulatedApp } from '../../electron/simulator/world.ts'
import { modes, type Mode } from '../../shared/domain/platform-app.ts'
import { hourMs } from '../../shared/domain/time.ts'
import { playSimulator, type Played } from './play-simulator.ts'
import { startPushReceiver, type PushReceiver, type ReceivedPush } from './push-receiver.ts'

/** An app of each mode, and the world they make in `playSimulator`. */
export const apps = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: `s-${mode}` }))
export const world = makeWorld(5, apps)

export function app(mode: Mode): SimulatedApp {
  const found = appOf(world, `k-${mode}`)
  if (!found) throw new Error('no such app')
  return found
}

/** Somebody without any binding. */
export const stranger = '+8615900000001'
export const answered = 'callin callout alerting answer disconnect'
export const refused = 'callin disconnect'
/** A call that is answered whatever the draw. */
export const answeredWell = { ending: { code: 0, q850: 16, sip: 0, side: 'caller', endsAt: 'talking', seconds: () => 60 } } as const

export interface Table extends Played {
  target: PushReceiver
  /** A call to its end and its CDR. */
  call(mode: Mode, caller: string, dialled: string, more?: Partial<Parameters<Simulator['placeCall']>[0]>): Promise<Told>
  stop(): Promise<void>
}

/** A simulator with an app of each mode and no traffic of its own, and a customer's server that answers `answerTo`. */
export async function playAllModes(
  wishes: Partial<SimulatorOptions> = {},
  answerTo?: (body: ReceivedPush['body']) => string | null,
  statusOf?: (order: number) => number,
): Promise<Table> {
  const target = await startPushReceiver(statusOf, answerTo)
  const played = await playSimulator(target, { apps, maxCalls: 0, callsPerSecond: 1, ...wishes })
  const { simulator, advance } = played
  return {
    ...played,
    target,
    async call(mode, caller, dialled, more = {}) {
      const sessionId = simulator.placeCall({ appKey: `k-${mode}`, caller, dialled, ...more })
      await advance(4 * hourMs)
      return told(target, sessionId)
    },
    async stop() {
      await simulator.stop()
      await target.close()
    },
  }
}

/** What was pushed about one call. */
export function told({ received }: PushReceiver, sessionId: string) {
  const events = received.filter(({ body }) => body.statusInfo?.sessionId === sessionId)
  const records = received.flatMap(({ body }) => body.feeLst ?? []).filter((record) => record.sessionId === sessionId)
  return {
    types: events.map(({ body }) => body.eventType).join(' '),
    code: events.find(({ body }) => body.eventType === 'disconnect')?.body.statusInfo?.stateCode,
    records,
    record: records[0] ?? {},
  }
}
export type Told = ReturnType<typeof told>
