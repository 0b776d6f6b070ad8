import type { CallPhase } from '../../../shared/domain/call.ts'
import type { CallRow, CallScope, FeedRow, LadderStep, LiveCallRow, LiveFilter, LiveMinute } from '../../../shared/ipc/live.ts'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import { minuteMs, secondMs } from '../../../shared/domain/time.ts'
import type { Outcome } from '../../../shared/domain/release.ts'

type StepType = LadderStep['type']

export interface FakeCall extends CallRow {
  phaseAt: number
  steps: { type: StepType; at: number }[]
  xId: number
  appId: number
  bindingId: string | null
  dueAt: number
}

export interface FakeApp {
  id: number
  name: string
  mode: Mode
}

/** What a row of the feed says beyond its parties: nothing, but for what is given. */
const plainFeed = {
  stateCode: null,
  digits: null,
  decision: null,
  notification: null,
  numberStatus: null,
  numberStatusCode: null,
  numberCause: null,
} as const

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
  private readonly apps: readonly FakeApp[]

  constructor(seed: number, apps: readonly FakeApp[]) {
    this.random = seededRandom(seed)
    this.apps = apps
  }

  private digits(n: number): string {
    return String(Math.floor(this.random() * 10 ** n)).padStart(n, '0')
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T
  }

  start(at: number): FakeCall {
    const xId = Math.floor(this.random() * 24)
    const app = this.apps.length === 2 ? this.apps[this.random() < 0.3 ? 1 : 0] : this.pick(this.apps)
    if (app === undefined) throw new TypeError('a fake world needs an app')
    const decision = app.mode === 'X' ? (this.random() < 0.35 ? 'close' : 'connect') : null
    const call: FakeCall = {
      id: this.nextId++,
      mode: app.mode,
      appName: app.name,
      appId: app.id,
      phase: 'ringing-in',
      outcome: 'open',
      startedAt: at,
      answeredAt: null,
      endedAt: null,
      caller: this.random() < 0.1 ? `0755****${this.digits(4)}` : `1${this.pick(['38', '39', '86', '77'])}****${this.digits(4)}`,
      x: `170****${String(xId * 37).padStart(4, '0')}`,
      callee: decision === 'close' ? '–' : `1${this.pick(['35', '58', '89', '98'])}****${this.digits(4)}`,
      y: null,
      extension: null,
      decision,
      releaseCode: null,
      areaCode: this.random() < 0.2 ? null : this.pick(areas),
      phaseAt: at,
      steps: [],
      xId,
      bindingId: app.mode === 'X' ? null : this.digits(8) + this.digits(8),
      dueAt: at + 800 + this.random() * 1500,
    }
    this.live.unshift(call)
    this.say(call, 'callin', at)
    return call
  }

  private say(call: FakeCall, type: StepType, at: number) {
    call.steps.push({ type, at })
    const { caller, x, callee } = call
    this.tell({
      callId: call.id,
      type,
      at,
      receivedAt: at + 120 + Math.floor(this.random() * 400),
      caller,
      x,
      callee,
      stateCode: type === 'disconnect' ? call.releaseCode : null,
      digits: type === 'collectInfo' ? call.extension : null,
      decision: type === 'callin' ? call.decision : null,
    })
  }

  /** One more row of the feed. */
  tell(row: Partial<FeedRow> & Pick<FeedRow, 'type' | 'at'>) {
    const unknown = { callId: null, receivedAt: row.at + 200, caller: '–', x: '–', callee: '–' }
    this.feed.unshift({ ...plainFeed, ...unknown, ...row, id: this.feedId++ })
    this.feed.length = Math.min(this.feed.length, 200)
  }

  private enter(call: FakeCall, phase: CallPhase, type: StepType, at: number, stayMs: number) {
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
        if (call.decision === 'close') this.end(call, at, 'failed', 8017)
        else if (call.mode === 'AXE' && call.extension === null) {
          call.extension = this.digits(4)
          call.dueAt = at + 900
          this.say(call, 'collectInfo', at)
        } else if (luck < 0.03) this.end(call, at, 'failed', this.pick(failures))
        else this.enter(call, 'routing', 'callout', at, 1000 + this.random() * 3000)
      } else if (call.phase === 'routing') {
        if (call.mode === 'AXYB') call.y = `171****${String(call.xId * 53 + 11).padStart(4, '0')}`
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
  const { id, phase, phaseAt, startedAt, answeredAt, mode, appName, areaCode, bindingId } = call
  return { id, phase, overdue: false, phaseAt, startedAt, answeredAt, mode, appName, areaCode, bindingId, ...numbersOf(call) }
}

export function toCallRow(call: FakeCall): CallRow {
  const { id, mode, appName, phase, outcome, startedAt, answeredAt, endedAt, releaseCode, areaCode } = call
  return { id, mode, appName, phase, outcome, startedAt, answeredAt, endedAt, releaseCode, areaCode, ...numbersOf(call) }
}

function numbersOf({ caller, x, y, callee, extension, decision }: FakeCall) {
  return { caller, x, y, callee, extension, decision }
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
    digits: type === 'collectInfo' ? call.extension : null,
    decision: type === 'callin' ? call.decision : null,
  }))
}
