import { startSimulator, type Simulator, type SimulatorOptions } from '../../electron/simulator/simulator.ts'
import { makeManualTime, type ManualTime } from './manual-time.ts'
import type { PushReceiver, ReceivedPush } from './push-receiver.ts'

export interface Played {
  simulator: Simulator
  time: ManualTime
  /** Lets simulated time go on, and waits until everything due has been pushed and answered. */
  advance(ms: number): Promise<void>
}

/** 11:00 in the account's zone, a Monday. */
export const playedFrom = Date.UTC(2026, 2, 2, 3, 0, 0)

/** A simulator whose time is driven by hand, while its pushes are real. Without other wishes: an AXB app and twenty calls, two a second. */
export async function playSimulator(target: PushReceiver, wishes: Partial<SimulatorOptions> = {}): Promise<Played> {
  const time = makeManualTime(Date.UTC(2026, 5, 1))
  const simulator = await startSimulator({
    seed: 5,
    apps: [{ mode: 'AXB', appKey: 'k-test', appSecret: 's-test' }],
    pushUrl: () => target.url,
    apiPort: 0,
    startAt: playedFrom,
    speed: 1,
    callsPerSecond: 2,
    maxCalls: 20,
    bad: [],
    generation: 'aksk',
    environment: time,
    ...wishes,
  })
  const settled = async () => {
    for (let calm = 0; calm < 2;) {
      await new Promise((resolve) => setImmediate(resolve))
      const { pushed, answered200, failed } = simulator.stats()
      calm = pushed === answered200 + failed ? calm + 1 : 0
    }
  }
  return { simulator, time, advance: (ms) => time.advance(ms, settled) }
}

/** What was pushed about each call, in the order it arrived. */
export function sessionsOf(received: readonly ReceivedPush[]): Map<string, string[]> {
  const sessions = new Map<string, string[]>()
  for (const { body } of received) {
    const ids = body.feeLst ? body.feeLst.map(({ sessionId }) => String(sessionId)) : [String(body.statusInfo?.sessionId)]
    for (const id of ids) sessions.set(id, [...(sessions.get(id) ?? []), body.eventType])
  }
  return sessions
}
