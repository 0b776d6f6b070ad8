import { percentile } from '../../../shared/domain/metrics.ts'
import { hourMs, startOfAccountDay } from '../../../shared/domain/time.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { ApiSettings, type Mode } from '../../../shared/domain/platform-app.ts'
import type { AppRow, ProblemRow, StatusView } from '../../../shared/ipc/system.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { FakeWorld } from './fake-world.ts'

export interface FakeOptions {
  seed: number
  /** Live calls at the start. */
  live: number
  /** New calls per second while the page is open. */
  rate: number
  profile: 'none' | 'known' | 'demo' | 'real'
  locked: 'passphrase' | 'secrets' | null
  receiver: 'listening' | 'failed' | 'stopped'
  backend: 'starting' | 'running' | 'restarting' | 'failed'
  runtime: 'electron' | 'stand-in'
  database: 'ok' | 'not-writable' | 'opening'
  problems: boolean
  /** One app of each; null = AXB, and AX too where the profile is real. */
  modes: Mode[] | null
  api: StatusView['api']['state']
  poller: StatusView['poller']['state']
  questions: StatusView['questions']
  /** Age of the last push, seconds; null = none. */
  pushAge: number | null
  settings: Partial<Settings>
  now: number
}

export const fakeDefaults: FakeOptions = {
  seed: 7,
  live: 30,
  rate: 0,
  profile: 'demo',
  locked: null,
  receiver: 'listening',
  backend: 'running',
  runtime: 'electron',
  database: 'ok',
  problems: true,
  modes: null,
  api: 'ok',
  poller: 'waiting',
  questions: { answeredAhead: 0, notKept: 0 },
  pushAge: 3,
  settings: {},
  now: Date.now(),
}

const appNames: Record<Mode, string> = { AXB: '订单配送', AX: '售后回访', AXE: '分机外呼', X: '智能接听', AXYB: '双号专线' }

export function appsOf(options: FakeOptions): AppRow[] {
  const modes = options.modes ?? (options.profile === 'real' ? ['AXB', 'AX'] : ['AXB'])
  return modes.map((mode, index) => app(index + 1, appNames[mode], mode, options))
}

function app(id: number, name: string, mode: Mode, { profile, locked, now }: FakeOptions): AppRow {
  const base = profile === 'real' ? 'https://push.example.com' : 'http://127.0.0.1:18080'
  return {
    id,
    name,
    mode,
    appKey: `a1B2c3D4e5F6g7H8i9J0k1L2m3N${id}`,
    baseUrl: 'https://rtcpns.cn-north-1.myhuaweicloud.com',
    signature: 'required',
    answers: mode === 'X' ? { call: 'connect', callee: '138****0001', sms: 'discard' } : { call: 'close', callee: null, sms: 'discard' },
    api: ApiSettings.parse({}),
    createdAt: 1_772_600_000_000,
    pushUrl: `${base}/in/4f9a2c7e81d64b0c9e35d2a7f6b8c10${id}`,
    secrets: locked === null ? Math.min(id, 2) : 0,
    lastPushAt: now - 3_000,
    refused: id === 1 && profile === 'real' ? 5 : 0,
  }
}

export function shellOf({ backend, runtime, now }: FakeOptions): OutputOf<'shell.state'> {
  const standIn = runtime === 'stand-in'
  return {
    version: '0.1.0',
    runtime: { kind: runtime, electron: standIn ? '25.1.1' : '45.4.1', chromium: standIn ? '114.0.5735.106' : '150.0.0.0' },
    backend: { state: backend, since: now, restarts: 0 },
    osLocale: 'zh-CN',
  }
}

export function cardsOf(world: FakeWorld, at: number): OutputOf<'live.cards'> {
  const ended = world.done
  const answered = ended.filter((call) => call.outcome === 'answered')
  const failed = ended.filter((call) => call.outcome === 'failed')
  const hour = Math.floor((at - startOfAccountDay(at)) / hourMs)
  const pdds = ended.map((call) => 1500 + (call.id % 40) * 110).sort((a, b) => a - b)
  const codes = failed.map((call) => call.releaseCode)
  return {
    at,
    live: {
      ringing: world.live.filter((call) => call.phase !== 'talking').length,
      talking: world.live.filter((call) => call.phase === 'talking').length,
      overdue: world.live.length > 100 ? 3 : 0,
    },
    today: { calls: world.nextId - 1, yesterday: world.live.length === 0 ? null : Math.round(world.nextId * 0.91) },
    asr: {
      hour: { part: answered.length, n: ended.length },
      yesterday: { part: Math.round(ended.length * 0.7), n: ended.length },
      lastWeek: { part: 0, n: 0 },
    },
    acd: { meanSeconds: answered.length === 0 ? null : 187.4, n: answered.length },
    pdd: { p50Ms: percentile(pdds, 0.5), p95Ms: percentile(pdds, 0.95), n: pdds.length, leftOut: 3 },
    failures: { count: failed.length, n: ended.length, topCode: codes[0] ?? null },
    sms: { notified: Math.round(world.nextId * 0.4), asked: 24, discarded: 19 },
    hourly:
      world.live.length === 0
        ? []
        : Array.from({ length: hour + 1 }, (_, h) => {
            const calls = Math.round(200 * Math.max(0.02, Math.sin((h / 24) * Math.PI) ** 3) + (h % 3) * 9)
            return { calls, answered: Math.round(calls * (0.66 + (h % 5) * 0.04)), failed: Math.round(calls * 0.02 + (h % 4)) }
          }),
  }
}

export function problemRows(now: number): ProblemRow[] {
  const row = (id: number, rest: Partial<ProblemRow>): ProblemRow => ({
    id,
    receivedAt: now - id * 95_000,
    appName: '订单配送',
    kind: 'call-event',
    verdict: 'refused',
    reason: 'signature-wrong',
    ...rest,
  })
  return [
    row(1, {}),
    row(2, {}),
    row(3, {}),
    row(4, { verdict: 'quarantined', reason: 'invalid-fields', kind: 'cdr' }),
    row(5, { verdict: 'unsupported', reason: null, kind: 'sms' }),
    row(6, { reason: 'unknown-key', appName: null }),
    row(7, { verdict: 'stale', reason: 'created-too-old' }),
    row(8, { reason: 'not-json', kind: 'unknown', appName: null }),
    row(9, { verdict: 'accepted', reason: 'more-than-documented', kind: 'cdr' }),
  ]
}
