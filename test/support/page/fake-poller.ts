import { minuteMs, secondMs } from '../../../shared/domain/time.ts'
import type { BindingHistoryRow, PollRun, PollState } from '../../../shared/ipc/poller.ts'
import type { AppRow, StatusView } from '../../../shared/ipc/system.ts'
import type { Answers } from '../test-bridge.ts'
import type { FakeOptions } from './fake-data.ts'

type PollerChannels = 'poller.list' | 'poller.run' | 'poller.cancel' | 'bindings.history'

const runMs = 6 * secondMs

/** Reading back as it looks: a run lasts six seconds and finds what stands below. */
export function createFakePoller(
  apps: () => AppRow[],
  { api, poller, now: startedAt }: FakeOptions,
  now: () => number,
): Pick<Answers, PollerChannels> {
  const runs = new Map<number, { from: number; cancelledAt: number | null }>()

  const past = ({ id }: AppRow): PollRun => ({
    startedAt: startedAt - id * 11 * minuteMs,
    endedAt: startedAt - id * 11 * minuteMs + 12_400,
    outcome: poller === 'failing' && id === 1 ? 'failed' : 'done',
    asked: 24 * id,
    bindings: 1_203 * id,
    differences: id === 1 ? 5 : 0,
    firstRead: id === 2 ? 2_406 : 0,
    failures: poller === 'failing' && id === 1 ? 3 : 0,
    error:
      poller === 'failing' && id === 1
        ? { code: 'platform-rejected', message: 'no such record', platformCode: '1010040', details: { outcome: 'refused' } }
        : null,
  })

  const stateOf = (app: AppRow): PollState => {
    const common = { appId: app.id, appName: app.name, mode: app.mode, progress: null, nextAt: null, until: null }
    if (app.mode === 'X') return { ...common, state: 'no-bindings', last: null }
    if (app.secrets === 0) return { ...common, state: 'no-secret', last: past(app) }
    if (api === 'blocked') return { ...common, state: 'blocked', until: startedAt + 22 * minuteMs, last: past(app) }
    const run = runs.get(app.id)
    const ms = run ? (run.cancelledAt ?? now()) - run.from : 0
    if (run && run.cancelledAt === null && ms < runMs) {
      const asked = Math.floor((24 * app.id * ms) / runMs)
      const last = {
        ...past(app),
        startedAt: run.from,
        endedAt: null,
        outcome: null,
        asked,
        bindings: asked * 50,
        differences: 0,
        firstRead: 0,
      }
      return { ...common, state: 'running', progress: { done: asked, of: 24 * app.id }, last }
    }
    const last = run
      ? {
          ...past(app),
          startedAt: run.from,
          endedAt: run.from + Math.min(ms, runMs),
          outcome: run.cancelledAt ? ('cancelled' as const) : ('done' as const),
        }
      : past(app)
    const never = app.api.pollEveryMinutes === 0
    return { ...common, state: never ? 'off' : 'waiting', nextAt: never ? null : startedAt + app.id * 9 * minuteMs, last }
  }
  const list = () => apps().map(stateOf)

  return {
    'poller.list': list,
    'poller.run': ({ appId }) => {
      for (const { id } of apps()) if (appId === null || appId === id) runs.set(id, { from: now(), cancelledAt: null })
      return list()
    },
    'poller.cancel': ({ appId }) => {
      const run = runs.get(appId)
      if (run) run.cancelledAt = now()
      return list()
    },
    'bindings.history': ({ limit }) => ({ rows: differences(apps(), startedAt).slice(0, limit), next: null }),
  }
}

function differences(apps: readonly AppRow[], now: number): BindingHistoryRow[] {
  const [app] = apps
  if (!app) return []
  const row = (id: number, rest: Partial<BindingHistoryRow> & Pick<BindingHistoryRow, 'change'>): BindingHistoryRow => ({
    id,
    at: now - (10 - id) * 11 * minuteMs,
    appName: app.name,
    mode: app.mode,
    bindingId: `4f9a2c7e81d64b0${id}`,
    source: 'poll',
    x: '170****0001',
    a: '138****0117',
    b: '139****2044',
    y: null,
    extension: null,
    fields: [],
    ...rest,
  })
  return [
    row(9, {
      change: 'changed-elsewhere',
      fields: [
        { field: 'bNumber', before: '139****2044', after: '135****8810' },
        { field: 'durationSeconds', before: '3600', after: '0' },
      ],
    }),
    row(8, { change: 'found', x: '167****0113', extension: '0023', b: '–' }),
    row(7, { change: 'removed-elsewhere' }),
    row(6, { change: 'found', y: '171****0011', fields: [] }),
    row(5, { change: 'expired', b: '–' }),
    row(4, { change: 'changed-elsewhere', fields: [{ field: 'more.privateSms', before: 'true', after: 'false' }] }),
    row(3, { change: 'gone' }),
    row(2, { change: 'back' }),
  ]
}

/** What the strip says of the platform. */
export function platformStatus(
  { api, poller, questions, now: at }: FakeOptions,
  now: number,
): Pick<StatusView, 'api' | 'poller' | 'questions'> {
  const errors: Partial<Record<typeof api, StatusView['api']['error']>> = {
    failing: { code: 'platform-unreachable', message: 'no answer', details: { reason: 'timeout', outcome: 'unknown' } },
    paced: { code: 'rate-limited', message: 'flow control', platformCode: '1010010' },
    blocked: { code: 'restricted', message: 'shut out', platformCode: '1020176' },
  }
  return {
    api: {
      state: api,
      lastOkAt: api === 'idle' ? null : now - (api === 'ok' ? 40 : 900) * secondMs,
      error: errors[api] ?? null,
      until: api === 'blocked' ? at + 22 * minuteMs : api === 'paced' ? at + minuteMs : null,
      appName: api === 'idle' ? null : '订单配送',
    },
    poller: {
      state: poller,
      lastAt: poller === 'off' ? null : at - 12 * minuteMs,
      nextAt: poller === 'off' ? null : at + 48 * minuteMs,
      differences: 5,
    },
    questions,
  }
}
