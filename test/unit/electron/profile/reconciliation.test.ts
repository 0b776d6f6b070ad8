import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it, onTestFinished, vi } from 'vitest'
import { signHeaders } from '../../../../electron/platform/sign.ts'
import { axbBindingUri } from '../../../../electron/platform/wire/axb-api.ts'
import type { BookedAxb } from '../../../../electron/simulator/booked-binding.ts'
import { hourMs, secondMs } from '../../../../shared/domain/time.ts'
import { secret } from '../../../builders/platform-app.ts'
import { openTestBackend, type TestBackend } from '../../../builders/test-backend.ts'
import { seed } from '../../../support/seed.ts'
import { tempFolder } from '../../../support/temp-folder.ts'
import { readBackNow, startWatchedPlatform, type WatchedPlatform } from '../../../support/watched-platform.ts'

vi.setConfig({ testTimeout: 60_000 })

const bindings = 5_000
/** Behind our back: 100 in all. */
const counts = { made: 25, removed: 25, changed: 30, expiring: 20 }

interface Watched extends WatchedPlatform {
  test: TestBackend
  booked: () => BookedAxb[]
  console: (method: 'POST' | 'PUT' | 'DELETE', parameters: Readonly<Record<string, unknown>>) => Record<string, unknown>
}

/** Maskline watching a platform that holds so many bindings, a part of which expires in an hour. */
async function watch(given: Parameters<typeof startWatchedPlatform>[1] = {}): Promise<Watched> {
  const platform = await startWatchedPlatform('AXB', given)
  const { simulator, appKey, timers } = platform
  const test = await openTestBackend(tempFolder(), { timers })
  onTestFinished(async () => {
    await test.backend.close()
    await simulator.stop()
  })
  const booked = () => simulator.console.bindings(appKey).filter((binding) => binding.mode === 'AXB')
  const console: Watched['console'] = (method, parameters) => {
    const answer = simulator.console.call(appKey, method, axbBindingUri, parameters)
    expect(answer).toMatchObject({ status: 200, body: { resultcode: '0' } })
    return 'body' in answer ? answer.body : {}
  }
  const spare = booked().slice(bindings - counts.expiring)
  for (const { subscriptionId } of spare) console('DELETE', { subscriptionId })
  for (const { x, a, b } of spare.slice(0, counts.expiring))
    console('POST', { relationNum: x, callerNum: a, calleeNum: b, duration: 3_600 })
  await platform.connect(test, [...new Set(booked().map(({ x }) => x))])
  return { ...platform, test, booked, console }
}

const expiring = ({ expiresAt }: BookedAxb) => expiresAt !== null
const idsOf = (list: readonly BookedAxb[]) => list.map(({ subscriptionId }) => subscriptionId)

/** Some of them, drawn by the seed; none twice. */
function draw(list: readonly BookedAxb[], count: number): BookedAxb[] {
  return fc.sample(fc.shuffledSubarray([...list], { minLength: count, maxLength: count }), { seed, numRuns: 1 })[0] ?? []
}

async function pictureOf({ test }: Watched): Promise<unknown[]> {
  return test.rows(`SELECT bindingId, xNumber, aNumber, bNumber, maxMinutes FROM v_bindings WHERE state = 'active' ORDER BY bindingId`)
}

function truthOf({ booked }: Watched): unknown[] {
  const rows = booked().map(({ subscriptionId, x, a, b, settings }) => ({
    bindingId: subscriptionId,
    xNumber: x,
    aNumber: a,
    bNumber: b,
    maxMinutes: settings['maxDuration'] ?? null,
  }))
  return rows.toSorted((one, two) => (one.bindingId < two.bindingId ? -1 : 1))
}

it.each([
  ['that counts what it lists', false],
  ['that does not count', true],
])(
  `on a platform %s finds 100 changes among ${bindings} bindings, invents none and keeps within flow control (seed ${seed})`,
  async (_, lean) => {
    const watched = await watch({ lean, flowControl: { requests: 45, perMs: secondMs } })
    const { test, simulator, appKey, timers, console, booked, jump } = watched
    expect(booked()).toHaveLength(bindings)

    expect(await readBackNow(test)).toMatchObject({ outcome: 'done', bindings, differences: 0, firstRead: bindings, failures: 0 })
    expect(await pictureOf(watched)).toEqual(truthOf(watched))
    const xNumbers = new Set(booked().map(({ x }) => x)).size
    expect(await readBackNow(test)).toMatchObject({ outcome: 'done', asked: xNumbers, bindings, differences: 0 })

    const standing = draw(
      booked().filter((binding) => !expiring(binding)),
      counts.removed + counts.changed,
    )
    const removed = standing.slice(0, counts.removed)
    const changed = standing.slice(counts.removed)
    const expired = booked().filter(expiring)
    for (const { subscriptionId } of removed) console('DELETE', { subscriptionId })
    const changes = [
      () => ({ maxDuration: 77 }),
      (order: number) => ({ calleeNum: `+86137777${String(order).padStart(5, '0')}` }),
      () => ({ userData: 'of somebody else' }),
      () => ({ duration: 86_400 }),
      () => ({ privateSms: 'false' }),
    ]
    for (const [order, { subscriptionId }] of changed.entries())
      console('PUT', { subscriptionId, ...changes[order % changes.length]?.(order) })
    const made = removed.map(({ x }, order) =>
      console('POST', {
        relationNum: x,
        callerNum: `+86136666${String(order).padStart(5, '0')}`,
        calleeNum: `+86136555${String(order).padStart(5, '0')}`,
      }),
    )
    jump(2 * hourMs)

    const before = (await test.rows('SELECT coalesce(max(id), 0) AS id FROM binding_history'))[0]?.['id']
    expect(await readBackNow(test)).toMatchObject({ outcome: 'done', differences: 100, firstRead: 0, failures: 0 })
    const told = await test.rows(
      `SELECT b.bindingId, h.change FROM binding_history h JOIN bindings b ON b.id = h.bindingRow WHERE h.id > ${Number(before)}`,
    )
    const toldAs = (change: string) =>
      told
        .filter((line) => line['change'] === change)
        .map((line) => String(line['bindingId']))
        .toSorted()
    expect(toldAs('found')).toEqual(made.map(({ subscriptionId }) => String(subscriptionId)).toSorted())
    expect(toldAs('removed-elsewhere')).toEqual(idsOf(removed).toSorted())
    expect(toldAs('changed-elsewhere')).toEqual(idsOf(changed).toSorted())
    expect(toldAs('expired')).toEqual(idsOf(expired).toSorted())
    expect(told).toHaveLength(100)
    expect(await pictureOf(watched)).toEqual(truthOf(watched))
    expect(await readBackNow(test)).toMatchObject({ outcome: 'done', differences: 0 })

    const requests = simulator.console.requests()
    expect(requests.filter(({ resultcode }) => resultcode === '1010010')).toEqual([])
    expect(requests.filter(({ resultcode }) => resultcode === '0').length).toBeGreaterThan(xNumbers * 4)
    // The limit is one that is felt.
    const hasty = Array.from({ length: 60 }, async (_, order) => {
      const headers = signHeaders('aksk', appKey, secret, `n${order}`, timers.now())
      return (await fetch(`${simulator.apiUrl}${axbBindingUri}?subscriptionId=none`, { headers })).json()
    })
    expect(await Promise.all(hasty)).toContainEqual(expect.objectContaining({ resultcode: '1010010' }))
  },
)

it(`loses nothing when it is cut off in the middle of a run (seed ${seed})`, async () => {
  const watched = await watch()
  const { test, console, booked } = watched
  await readBackNow(test)
  const [removed, changed] = [draw(booked().slice(0, 2_000), 30), draw(booked().slice(2_000), 30)]
  for (const { subscriptionId } of removed) console('DELETE', { subscriptionId })
  for (const { subscriptionId } of changed) console('PUT', { subscriptionId, maxDuration: 77 })
  await test.ask('poller.run', { appId: 1 })
  const foundSoFar = async () => (await test.ask('poller.list', {}))[0]?.last?.differences ?? 0
  while ((await foundSoFar()) < 10) await sleep(5)
  const { open } = await test.ask('profiles.list', {})
  const closing = Date.now()
  await test.ask('profiles.close', {})
  expect(Date.now() - closing).toBeLessThan(5 * secondMs)

  await test.ask('profiles.open', { id: open?.id ?? '' })
  await test.ask('profiles.unlock', { with: 'secrets', secrets: [{ appId: 1, secret: 'test-secret' }] })
  const [state] = await test.ask('poller.list', {})
  expect(state?.last).toMatchObject({ outcome: 'cancelled' })
  const foundBefore = state?.last?.differences ?? 0
  expect(foundBefore).toBeGreaterThanOrEqual(10)
  expect(foundBefore).toBeLessThan(60)
  expect(await readBackNow(test)).toMatchObject({ outcome: 'done', differences: 60 - foundBefore })
  expect(await pictureOf(watched)).toEqual(truthOf(watched))
})
