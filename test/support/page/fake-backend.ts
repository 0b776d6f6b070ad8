import { AppError } from '../../../shared/errors.ts'
import { hourMs, minuteMs, secondMs } from '../../../shared/domain/time.ts'
import type { OutputOf } from '../../../shared/ipc/contract.ts'
import { maskNumber } from '../../../shared/domain/phone-number.ts'
import type { Answers as AppAnswers } from '../../../shared/domain/platform-app.ts'
import type { AppRow, OpenProfile, Topic } from '../../../shared/ipc/system.ts'
import { defaultSettings, ReceiverSettings, type Settings } from '../../../shared/settings.ts'
import { createTestBridge, type Answers, type TestBridge } from '../test-bridge.ts'
import { appsOf, cardsOf, fakeDefaults, problemRows, shellOf, type FakeOptions } from './fake-data.ts'
import { numberAnswers } from './fake-numbers.ts'
import { createFakePoller, platformStatus } from './fake-poller.ts'
import { FakeWorld, toCallRow, toLadder, toLiveRow } from './fake-world.ts'

const demo = { id: 'p1', name: '演示', kind: 'demo', keeping: 'ask', createdAt: 1_772_000_000_000 } as const
const real = { id: 'p2', name: '华东客服', kind: 'real', keeping: 'passphrase', createdAt: 1_772_600_000_000 } as const

/** A whole backend for looking at the page: seeded calls, all states, no process. */
export function createFakeBackend(given: Partial<FakeOptions>): TestBridge & { world: FakeWorld; play(): () => void } {
  const options = { ...fakeDefaults, ...given }
  const test = createTestBridge()
  let apps: AppRow[] = appsOf(options)
  const world = new FakeWorld(options.seed, apps)
  fill(world, options)

  let settings: Settings = { ...defaultSettings, ...options.settings }
  let receiver = ReceiverSettings.parse({ publicUrl: options.profile === 'real' ? 'https://push.example.com' : null })
  let open: OpenProfile | null = null
  const openAs = (profile: typeof demo | typeof real): OpenProfile => ({
    ...profile,
    locked: options.locked,
    folder: `/home/user/.config/maskline/profiles/${profile.id}`,
  })
  if (options.profile === 'demo') open = openAs(demo)
  if (options.profile === 'real') open = openAs(real)

  const changed = (...topics: Topic[]) => test.notify('data.changed', { topics, revision: ++revision })
  let revision = 0
  const now = () => Date.now()
  const lastPushAt = () => (options.rate > 0 ? now() : options.pushAge === null ? null : options.now - options.pushAge * secondMs)

  const receiverState = (): OutputOf<'receiver.get'> => ({
    settings: receiver,
    state: options.receiver,
    url: options.receiver === 'listening' ? `http://${receiver.host}:${receiver.port}` : null,
    error:
      options.receiver === 'failed'
        ? { code: 'conflict', message: 'port 18080 is taken', details: { reason: 'port-taken', port: 18_080, freePort: 18_081 } }
        : null,
  })

  const answers: Answers = {
    'shell.state': () => shellOf(options),
    'settings.get': () => settings,
    'settings.update': (patch) => (settings = { ...settings, ...(JSON.parse(JSON.stringify(patch)) as Partial<Settings>) }),
    'profiles.list': () => ({
      profiles: options.profile === 'none' ? [] : [demo, real],
      open,
      osKeeping: options.runtime === 'electron',
      mayConnect: options.runtime === 'electron',
    }),
    'profiles.startDemo': () => (open = openAs(demo)),
    'profiles.connect': (input) => {
      if (input.receiver.port === 80)
        throw new AppError('conflict', 'taken', { details: { reason: 'port-taken', port: 80, freePort: 18_081 } })
      return (open = openAs(real))
    },
    'profiles.open': ({ id }) => (open = openAs(id === demo.id ? demo : real)),
    'profiles.unlock': (input) => {
      if (input.with === 'passphrase' && input.passphrase !== 'correct horse') {
        throw new AppError('credentials', 'no', { details: { reason: 'wrong-passphrase' } })
      }
      return (open = { ...openAs(real), locked: null })
    },
    'profiles.close': () => {
      open = null
      changed('profile')
      return {}
    },
    'apps.list': () => apps,
    'apps.add': ({ name, mode, appKey, baseUrl, signature, answers, api }) => {
      const row: AppRow = {
        name,
        mode,
        appKey,
        baseUrl,
        signature,
        answers: shownAnswers(answers),
        api,
        id: apps.length + 1,
        createdAt: now(),
        pushUrl: 'https://push.example.com/in/9f3c',
        secrets: 1,
        lastPushAt: null,
        refused: 0,
      }
      apps = [...apps, row]
      return row
    },
    'apps.update': ({ id, name, baseUrl, signature, answers, api }) => {
      const row = apps.find((one) => one.id === id)
      if (!row) throw new AppError('not-found', 'no such app')
      if (answers?.call) row.answers = { ...row.answers, ...shownAnswers({ call: answers.call, sms: row.answers.sms }) }
      if (answers?.sms) row.answers = { ...row.answers, sms: answers.sms }
      return Object.assign(row, JSON.parse(JSON.stringify({ name, baseUrl, signature, api })))
    },
    'apps.setSecret': ({ id, how }) => {
      const row = apps.find((one) => one.id === id)
      if (!row) throw new AppError('not-found', 'no such app')
      return Object.assign(row, { secrets: how === 'add' ? 2 : 1 })
    },
    'apps.reverify': () => ({ accepted: 4, stillRefused: 1 }),
    'receiver.get': receiverState,
    'receiver.update': (wanted) => {
      if (wanted.port === 80) throw new AppError('conflict', 'taken', { details: { reason: 'port-taken', port: 80, freePort: 18_081 } })
      receiver = wanted
      return receiverState()
    },
    'status.get': () => ({
      at: now(),
      receiver: receiverState(),
      database: { state: options.database, waiting: 3, bytes: 48_400_000 },
      lastPushAt: lastPushAt(),
      today: {
        pushes: world.nextId * 6,
        duplicates: 12,
        refused: options.problems ? 5 : 0,
        quarantined: options.problems ? 2 : 0,
        unsupported: options.problems ? 1 : 0,
      },
      latenessMs: 380,
      ...platformStatus(options, now()),
      simulator: open?.kind === 'demo' ? { running: true, speed: 1, callsPerSecond: options.rate } : null,
    }),
    'deliveries.problems': () => problemRows(options.now),
    ...numberAnswers(() => apps),
    ...createFakePoller(() => apps, options, now),
    'live.calls': ({ filter, offset, limit }) => {
      const rows = world.filtered(filter)
      const count = (phase: string) => world.live.filter((call) => call.phase === phase).length
      return {
        rows: rows.slice(offset, offset + limit).map(toLiveRow),
        offset,
        total: rows.length,
        counts: {
          'ringing-in': count('ringing-in'),
          routing: count('routing'),
          ringing: count('ringing'),
          talking: count('talking'),
          overdue: 0,
        },
        xNumbers: [...new Map(world.live.map((call) => [call.xId, call.x]))].map(([id, x]) => ({ id, x })),
      }
    },
    'live.cards': () => cardsOf(world, now()),
    'live.minutes': () => world.minutes(now()),
    'live.feed': ({ limit }) => world.feed.slice(0, limit),
    'calls.get': ({ id }) => {
      const call = [...world.live, ...world.done].find((one) => one.id === id)
      if (!call) throw new AppError('not-found', 'no such call')
      const alertingAt = call.steps.find((step) => step.type === 'alerting')?.at ?? null
      const routedAt = call.steps.find((step) => step.type === 'callout')?.at ?? null
      return {
        ...toCallRow(call),
        bindingId: call.bindingId,
        sessionId: `1201_77_4294967295_${call.id}@callenabler246.example.com`,
        appKey: 'k-demo',
        routedAt,
        alertingAt,
        talkSeconds: call.answeredAt !== null && call.endedAt !== null ? Math.round((call.endedAt - call.answeredAt) / 1000) : null,
        pddMs: alertingAt !== null && routedAt !== null ? Math.round(alertingAt - routedAt) : null,
        releaseSide: call.endedAt === null ? null : 'callee',
        q850Cause: call.outcome === 'not-answered' ? 19 : null,
        sipStatus: call.outcome === 'not-answered' ? 480 : null,
        hasCdr: call.endedAt !== null,
        recorded: call.endedAt === null ? null : false,
        userData: null,
        ladder: toLadder(call),
        like: { sameX: 17, sameCaller: 2 },
      }
    },
    'calls.list': ({ scope, after, limit }) => {
      const rows = world.scoped(scope)
      const from = Number(after ?? 0)
      const next = from + limit < rows.length ? String(from + limit) : null
      const page = rows.slice(from, from + limit).map(toCallRow)
      return { rows: page, total: rows.length, next }
    },
  }
  test.answerAll(answers)

  return {
    ...test,
    world,
    play() {
      if (options.rate === 0) return () => {}
      let owed = 0
      let last = now()
      const timer = setInterval(() => {
        owed += ((now() - last) * options.rate) / 1000
        last = now()
        for (; owed >= 1; owed--) world.start(now())
        world.advance(now(), 20 * secondMs)
        changed('calls', 'deliveries', 'status')
      }, 50)
      return () => clearInterval(timer)
    },
  }
}

function fill(world: FakeWorld, { live, now, rate }: FakeOptions): void {
  if (live === 0) return
  const talkMs = 3 * minuteMs
  const perSecond = live / 130
  for (let at = now - hourMs; at < now; at += 1000 / perSecond) {
    world.start(at)
    if (Math.floor(at / 5000) !== Math.floor((at - 1000 / perSecond) / 5000)) world.advance(at, talkMs)
  }
  world.advance(now, talkMs)
  if (rate === 0) for (const call of world.live) call.dueAt = Infinity
  tellOthers(world, now)
}

/** What is pushed beside calls. */
function tellOthers(world: FakeWorld, now: number): void {
  const sms = { type: 'sms', caller: '138****0117', x: '170****0037' } as const
  const status = { type: 'number-status', x: '170****0148' } as const
  const rows = [
    { ...status, numberStatus: 'normal', numberStatusCode: '5' },
    { ...sms, callee: '139****2044', notification: 'Notify' },
    { ...status, x: '167****0311', numberStatus: 'binding-frozen', numberStatusCode: '11' },
    { ...sms, notification: 'Block', decision: 'discard' },
    { ...status, x: '165****0074', numberStatus: 'unknown', numberStatusCode: '12', numberCause: '44' },
    { ...sms, callee: '135****8810', notification: 'Block', decision: 'forward' },
    { ...status, numberStatus: 'unavailable', numberStatusCode: '10', numberCause: 'arrears' },
  ] as const
  rows.forEach((row, index) => world.tell({ ...row, at: now - (rows.length - index) * 700 }))
}

function shownAnswers({ call, sms }: AppAnswers): AppRow['answers'] {
  return { call: call.operation, callee: call.operation === 'connect' ? maskNumber(call.calleeNumber) : null, sms }
}
