import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { boundBy, changedBy, unboundBy } from '../../../../electron/ingest/observe-wishes.ts'
import type { PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { bindingUris } from '../../../../electron/platform/wire/every-mode-api.ts'
import { openProfile, type OpenedProfile } from '../../../../electron/profile/opened-profile.ts'
import { createProfile, databaseFile } from '../../../../electron/profile/profile-folders.ts'
import type { BookedBinding } from '../../../../electron/simulator/booked-binding.ts'
import { openReader } from '../../../../electron/store/connection.ts'
import { ApiSettings, type PlatformApp } from '../../../../shared/domain/platform-app.ts'
import type { BindRequest, ChangeRequest } from '../../../../shared/domain/binding-request.ts'
import { hourMs } from '../../../../shared/domain/time.ts'
import { anApp, secret } from '../../../builders/platform-app.ts'
import { feeBody, feeRecord } from '../../../builders/pushes.ts'
import { push } from '../../../support/push-client.ts'
import { tempFolder } from '../../../support/temp-folder.ts'
import { startWatchedPlatform } from '../../../support/watched-platform.ts'

vi.setConfig({ testTimeout: 60_000 })

type BoundMode = keyof typeof bindingUris

interface Watching {
  opened: OpenedProfile
  app: PlatformApp
  api: PlatformApi
  simulator: Awaited<ReturnType<typeof startWatchedPlatform>>['simulator']
  appKey: string
  jump: (ms: number) => void
  rows: (sql: string) => Record<string, unknown>[]
  /** What the run found: changes and how many of each. */
  read: () => Promise<Record<string, number>>
}

/** Those on ten X: enough for pages, parts and holders of several. */
function watched(bindings: readonly BookedBinding[]): BookedBinding[] {
  const xNumbers = new Set([...new Set(bindings.map(({ x }) => x))].slice(0, 10))
  return bindings.filter(({ x, mode }, order) => xNumbers.has(x) && (mode !== 'AXE' || order < 50))
}

/** An open profile that knows some X of a simulated app of one mode. */
async function watch(mode: BoundMode, lean: boolean): Promise<Watching> {
  const { simulator, appKey, timers, jump } = await startWatchedPlatform(mode, { lean })
  onTestFinished(() => simulator.stop())
  const folder = tempFolder()
  const profile = { id: 'p', name: 'p', kind: 'real', keeping: 'ask', createdAt: 0 } as const
  createProfile(folder, profile)
  const secrets = { load: async () => null, unlock: async () => ({}), save: async () => {} }
  const opened = await openProfile({
    folder,
    profile,
    vault: secrets,
    receiver: { host: '127.0.0.1', port: 0, tls: null, publicUrl: null },
    timers,
    randomToken: () => 'token',
    news: () => {},
    log: () => {},
    onDeath: (thrown) => {
      throw thrown
    },
  })
  onTestFinished(opened.close)
  const api = ApiSettings.parse({ requestsPerSecond: 100, proxy: { kind: 'none' }, pollEveryMinutes: 0 })
  const app = await opened.apps.add({ ...anApp({ mode, appKey, baseUrl: simulator.apiUrl, api }), secrets: [secret] })
  const client = opened.platformApis.of(app)
  if (client === null) throw new Error('there is no client')
  const booked = watched(simulator.console.bindings(appKey))
  const calls =
    mode === 'AXE'
      ? // Only calls tell of bindings that others made.
        booked.map(({ subscriptionId, x }) => ({ appKey, subscriptionId, bindNum: x }))
      : [...new Set(booked.map(({ x }) => x))].map((x) => ({ appKey, bindNum: x }))
  const cdrs = calls.map((given, order) => feeRecord(`s-${order}`, timers.now() - hourMs, given))
  const pushed = await push(opened.pushUrl(app) ?? '', feeBody(cdrs), { appKey, signedAt: timers.now() })
  expect(pushed.status).toBe(200)
  const rows = (sql: string) => {
    const reader = openReader(`${folder}/${databaseFile}`)
    try {
      return reader.prepare<[], Record<string, unknown>>(sql).all()
    } finally {
      reader.close()
    }
  }
  return {
    opened,
    app,
    api: client,
    simulator,
    appKey,
    jump,
    rows,
    async read() {
      const [last] = rows('SELECT coalesce(max(id), 0) AS id FROM binding_history')
      opened.poller.run(app.id)
      while (opened.poller.list()[0]?.state === 'running') await sleep(10)
      expect(opened.poller.list()[0]?.last).toMatchObject({ outcome: 'done', failures: 0, error: null })
      const told = rows(
        `SELECT change, count(*) AS n FROM binding_history WHERE id > ${Number(last?.['id'])} GROUP BY change ORDER BY change`,
      )
      return Object.fromEntries(told.map(({ change, n }) => [String(change), Number(n)]))
    },
  }
}

/** What others do to two bindings, and what it is found as. */
const elsewhere = {
  AXB: { change: { maxDuration: 77 }, found: { 'changed-elsewhere': 1, 'removed-elsewhere': 1 } },
  AX: { change: { turnFlag: 'off' }, found: { 'changed-elsewhere': 1, 'removed-elsewhere': 1 } },
  AXE: { change: { recordFlag: 'true', recordHintTone: 'told.wav' }, found: { 'changed-elsewhere': 1, gone: 1 } },
} as const

describe.each(['AXB', 'AX', 'AXE', 'AXYB'] as const)('the bindings of an %s app', (mode) => {
  it.each([false, true])('are read back as they are, whether or not the platform tells what is unconfirmed (lean: %s)', async (lean) => {
    const { simulator, appKey, read, rows } = await watch(mode, lean)
    const booked = watched(simulator.console.bindings(appKey))
    const parts = booked.reduce((sum, binding) => sum + 1 + (binding.mode === 'AXYB' ? binding.pairs.length : 0), 0)
    expect(await read()).toEqual({ 'first-read': parts })
    expect(await read()).toEqual({})
    expect(rows(`SELECT DISTINCT bindingId, xNumber, aNumber FROM v_bindings ORDER BY bindingId`)).toEqual(
      booked
        .map(({ subscriptionId, x, a }) => ({ bindingId: subscriptionId, xNumber: x, aNumber: a }))
        .toSorted((one, two) => (one.bindingId < two.bindingId ? -1 : 1)),
    )
  })
})

describe.each(['AXB', 'AX', 'AXE'] as const)('what others do to the bindings of an %s app', (mode) => {
  it('is found and told from what nobody did', async () => {
    const { simulator, appKey, read } = await watch(mode, false)
    await read()
    const [one, two] = simulator.console.bindings(appKey)
    const { change, found } = elsewhere[mode]
    const done = [
      simulator.console.call(appKey, 'PUT', bindingUris[mode], { subscriptionId: one?.subscriptionId, ...change }),
      simulator.console.call(appKey, 'DELETE', bindingUris[mode], { subscriptionId: two?.subscriptionId }),
    ]
    expect(done.map(({ status }) => status)).toEqual([200, 200])
    expect(await read()).toEqual(found)
    expect(await read()).toEqual({})
  })
})

it('finds a YB part that came and one that went, and leaves their AX part alone', async () => {
  const { simulator, appKey, read, rows } = await watch('AXYB', false)
  await read()
  const bindings = watched(simulator.console.bindings(appKey)).filter((binding) => binding.mode === 'AXYB')
  const ax = bindings.find(({ pairs }) => pairs.length >= 1 && pairs.length <= 3)
  const { subscriptionId = '', pairs = [] } = ax ?? {}
  const others = { subscriptionId, origNum: '+8613655550001' }
  expect(simulator.console.call(appKey, 'POST', bindingUris.AXYB, others).status).toBe(200)
  expect(simulator.console.call(appKey, 'DELETE', bindingUris.AXYB, { subscriptionId, bNum: pairs[0]?.b }).status).toBe(200)
  expect(await read()).toEqual({ found: 1, 'removed-elsewhere': 1 })
  expect(rows(`SELECT part, bNumber FROM v_bindings WHERE bindingId = '${subscriptionId}' AND state = 'missing'`)).toEqual([
    { part: 'yb', bNumber: pairs[0]?.b },
  ])
})

/** A wish of each kind, on numbers nobody has. */
const aNumber = '+8613655550001'
const wishes: Record<BoundMode, { bind: (x: string) => BindRequest; change: ((bindingId: string) => ChangeRequest) | null }> = {
  AXB: {
    bind: (xNumber) => ({
      mode: 'AXB',
      aNumber,
      bNumber: '+8613655550002',
      x: { by: 'number', xNumber },
      durationSeconds: 7_200,
      maxMinutes: 10,
      recording: { on: true, hintTone: 'told.wav' },
    }),
    change: (bindingId) => ({ mode: 'AXB', bindingId, durationSeconds: 3_600, callDirection: 'a-calls', waitTones: { a: 'wait.wav' } }),
  },
  AX: {
    bind: () => ({ mode: 'AX', aNumber, x: { by: 'city', areaCode: '0755', match: 'loose' }, userData: 'ours' }),
    change: (bindingId) => ({ mode: 'AX', bindingId, maxMinutes: 20, poweredOn: false }),
  },
  AXE: {
    bind: (xNumber) => ({ mode: 'AXE', aNumber, x: { by: 'number', xNumber }, timeUnit: 'minute', lifetime: 120 }),
    change: (bindingId) => ({ mode: 'AXE', bindingId, userData: 'changed', aSees: 'x' }),
  },
  AXYB: {
    bind: () => ({ mode: 'AXYB', part: 'ax', aNumber, x: { by: 'city', areaCode: '0755', match: 'loose' }, durationSeconds: 7_200 }),
    change: null,
  },
}

describe.each(['AXB', 'AX', 'AXE', 'AXYB'] as const)('our own bindings in an %s app', (mode) => {
  it.each([false, true])('are known from the answers to our wishes and are nobody else’s doing when read back (lean: %s)', async (lean) => {
    const { api, app, opened, simulator, appKey, read, rows } = await watch(mode, lean)
    await read()
    const observe = (...observations: Parameters<typeof opened.database.write<'observe'>>[1]) =>
      opened.database.write('observe', observations)
    const { bind, change } = wishes[mode]
    const bound = await api.bind(bind(simulator.console.bindings(appKey)[0]?.x ?? ''))
    const { bindingId } = bound.value
    await observe(boundBy(app, bound))
    expect(await read()).toEqual({})
    if (change !== null) {
      const request = change(bindingId)
      await observe(changedBy(app, request, await api.change(request)))
      expect(await read()).toEqual({})
      expect(await read()).toEqual({})
    }
    await observe(unboundBy(app, { bindingId, bNumber: null }, await api.unbind({ bindingId })))
    expect(await read()).toEqual({})
    expect(
      rows(`SELECT h.change, h.source FROM binding_history h JOIN bindings b ON b.id = h.bindingRow WHERE b.bindingId = '${bindingId}'`),
    ).toEqual(['bound', ...(change === null ? [] : ['changed']), 'unbound'].map((what) => ({ change: what, source: 'command' })))
  })
})

it('tells our own binding that ran out from one that was taken away', async () => {
  const { api, app, opened, simulator, appKey, read, jump } = await watch('AXB', false)
  await read()
  const x = simulator.console.bindings(appKey)[0]?.x ?? ''
  const bind = async (order: number, durationSeconds: number) => {
    const [a, b] = [`+86136555500${order}1`, `+86136555500${order}2`]
    const bound = await api.bind({ mode: 'AXB', aNumber: a, bNumber: b, x: { by: 'number', xNumber: x }, durationSeconds })
    await opened.database.write('observe', [boundBy(app, bound)])
    return bound.value.bindingId
  }
  await bind(1, 3_600)
  const taken = await bind(2, 86_400)
  simulator.console.call(appKey, 'DELETE', bindingUris.AXB, { subscriptionId: taken })
  jump(2 * hourMs)
  expect(await read()).toEqual({ expired: 1, 'removed-elsewhere': 1 })
})
