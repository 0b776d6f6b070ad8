import type { CallPhase } from '../../../shared/domain/call.ts'
import type { CallRow, CallScope, FeedRow, LadderStep, LiveCallRow, LiveFilter, LiveMinute } from '../../../shared/ipc/live.ts'
import { minuteMs, secondMs } from '../../../shared/domain/time.ts'
import type { Outcome } from '../../../shared/domain/release.ts'

export interface FakeCall extends CallRow {
  phaseAt: number
  steps: { type: FeedRow['type']; at: number }[]
  xId: number
  appId: number
  bindingId: string
  dueAt: number
}

const areas = ['0755', '010', '021', '0571', '028', '020', '0532']
const failures = [8014, 8016, 7109, 8104, 7003]

/** mulberry32: small, seeded, good enough to look alive. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Calls that begin, ring, talk and end: enough of a backend to look at the page. Numbers are made up and already masked. */
export class FakeWorld {
  live: FakeCall[] = []
  done: FakeCall[] = []
  feed: FeedRow[] = []
  nextId = 1
  private readonly random: () => number
  private feedId = 1
  private readonly mix: boolean

  constructor(seed: number, mix: boolean) {
    this.random = seededRandom(seed)
    this.mix = mix
  }

  private digits(n: number): string {
    return String(Math.floor(this.random() * 10 ** n)).padStart(n, '0')
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T
  }

  start(at: number): FakeCall {
    const xId = Math.floor(this.random() * 24)
    const second = this.mix && this.random() < 0.3
    const call: FakeCall = {
      id: this.nextId++,
      mode: second ? 'AX' : 'AXB',
      appName: second ? '售后回访' : '订单配送',
      appId: second ? 2 : 1,
      phase: 'ringing-in',
      outcome: 'open',
      startedAt: at,
      answeredAt: null,
      endedAt: null,
      caller: this.random() < 0.1 ? `0755****${this.digits(4)}` : `1${this.pick(['38', '39', '86', '77'])}****${this.digits(4)}`,
      x: `170****${String(xId * 37).padStart(4, '0')}`,
      callee: `1${this.pick(['35', '58', '89', '98'])}****${this.digits(4)}`,
      releaseCode: null,
      areaCode: this.random() < 0.2 ? null : this.pick(areas),
      phaseAt: at,
      steps: [],
      xId,
      bindingId: this.digits(8) + this.digits(8),
      dueAt: at + 800 + this.random() * 1500,
    }
    this.live.unshift(call)
    this.say(call, 'callin', at)
    return call
  }

  private say(call: FakeCall, type: FeedRow['type'], at: number) {
    call.steps.push({ type, at })
    this.feed.unshift({
      id: this.feedId++,
      callId: call.id,
      type,
      at,
      receivedAt: at + 120 + Math.floor(this.random() * 400),
      caller: call.caller,
      x: call.x,
      callee: call.callee,
      stateCode: type === 'disconnect' ? call.releaseCode : null,
    })
    this.feed.length = Math.min(this.feed.length, 200)
  }

  private enter(call: FakeCall, phase: CallPhase, type: FeedRow['type'], at: number, stayMs: number) {
    call.phase = phase
    call.phaseAt = at
    call.dueAt = at + stayMs
    this.say(call, type, at)
  }

  private end(call: FakeCall, at: number, outcome: Outcome, code: number) {
    Object.assign(call, { outcome, releaseCode: code, endedAt: at })
    this.enter(call, 'ended', 'disconnect', at, Infinity)
    this.say(call, 'cdr', at + 2 * secondMs)
    this.done.unshift(call)
  }

  /** Lets everything happen that is due. */
  advance(now: number, talkMs = 3 * minuteMs): void {
    for (const call of this.live) {
      if (call.dueAt > now) continue
      const at = call.dueAt
      const luck = this.random()
      if (call.phase === 'ringing-in') {
        if (luck < 0.03) this.end(call, at, 'failed', this.pick(failures))
        else this.enter(call, 'routing', 'callout', at, 1000 + this.random() * 3000)
      } else if (call.phase === 'routing') {
        if (luck < 0.05) this.end(call, at, 'abandoned', 7501)
        else this.enter(call, 'ringing', 'alerting', at, 3000 + this.random() * 22_000)
      } else if (call.phase === 'ringing') {
        if (luck < 0.2) this.end(call, at, 'not-answered', this.pick([8101, 8102, 7503]))
        else {
          call.answeredAt = at
          this.enter(call, 'talking', 'answer', at, talkMs * (0.1 + this.random() * 2))
        }
      } else this.end(call, at, 'answered', 0)
    }
    this.live = this.live.filter((call) => call.phase !== 'ended')
    this.done.length = Math.min(this.done.length, 20_000)
  }

  filtered({ phases, mode, appId, xId, digits }: LiveFilter): FakeCall[] {
    const wanted = digits.replace(/\D/g, '')
    return this.live.filter(
      (call) =>
        (phases.length === 0 || phases.some((phase) => phase === call.phase)) &&
        (mode === null || call.mode === mode) &&
        (appId === null || call.appId === appId) &&
        (xId === null || call.xId === xId) &&
        (wanted === '' || [call.caller, call.x, call.callee].some((number) => number.includes(wanted))),
    )
  }

  scoped(scope: CallScope): FakeCall[] {
    const all = [...this.live, ...this.done]
    if (scope.kind === 'live') return this.live.filter((call) => scope.phase === null || call.phase === scope.phase)
    if (scope.kind === 'like') {
      const like = all.find((call) => call.id === scope.callId)
      return all.filter((call) => (scope.by === 'x' ? call.x === like?.x : call.caller === like?.caller))
    }
    const inSpan = all.filter((call) => (call.startedAt ?? 0) >= scope.from && (call.startedAt ?? 0) < scope.to)
    if (scope.kind === 'ended') return inSpan.filter((call) => call.phase === 'ended')
    return inSpan.filter((call) => scope.outcome === null || call.outcome === scope.outcome)
  }

  minutes(now: number): LiveMinute[] {
    const first = Math.floor(now / minuteMs) * minuteMs - 59 * minuteMs
    const bars = Array.from({ length: 60 }, (_, index) => ({
      at: first + index * minuteMs,
      open: 0,
      answered: 0,
      notAnswered: 0,
      abandoned: 0,
      failed: 0,
      unknown: 0,
    }))
    const keys = {
      open: 'open',
      answered: 'answered',
      'not-answered': 'notAnswered',
      abandoned: 'abandoned',
      failed: 'failed',
      unknown: 'unknown',
    } as const
    for (const call of [...this.live, ...this.done]) {
      const bar = bars[Math.floor(((call.startedAt ?? 0) - first) / minuteMs)]
      if (bar) bar[keys[call.outcome]]++
    }
    return bars
  }
}

export function toLiveRow(call: FakeCall): LiveCallRow {
  const { id, phase, phaseAt, startedAt, answeredAt, mode, appName, caller, x, callee, areaCode, bindingId } = call
  const overdue = false
  return { id, phase, overdue, phaseAt, startedAt, answeredAt, mode, appName, caller, x, callee, areaCode, bindingId }
}

export function toCallRow(call: FakeCall): CallRow {
  const { id, mode, appName, phase, outcome, startedAt, answeredAt, endedAt, caller, x, callee, releaseCode, areaCode } = call
  return { id, mode, appName, phase, outcome, startedAt, answeredAt, endedAt, caller, x, callee, releaseCode, areaCode }
}

export function toLadder(call: FakeCall): LadderStep[] {
  const legs = { callin: 1, collectInfo: 1, callout: 2, alerting: 2, answer: 2, disconnect: 2, cdr: 0 } as const
  return call.steps.map(({ type, at }, index) => ({
    type,
    leg: legs[type],
    at,
    receivedAt: at + (type === 'alerting' ? 9_000 : 400),
    gapMs: index === 0 ? null : at - (call.steps[index - 1]?.at ?? at),
    deliveryId: call.id * 10 + index,
    copies: type === 'answer' ? 3 : 1,
    stateCode: type === 'disconnect' ? call.releaseCode : null,
  }))
}
