import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { callList } from '../../../../electron/projections/call-list.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { dayMs, minuteMs } from '../../../../shared/domain/time.ts'
import { CallPage, type CallScope } from '../../../../shared/ipc/live.ts'
import { monday } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents, tellFailure } from '../../../builders/told-calls.ts'
import { openTestStore } from '../../../builders/test-store.ts'
import { seed } from '../../../support/seed.ts'

const now = monday + 60 * minuteMs
const store = openTestStore()
afterAll(() => store.close())
// Several calls begin in one second, and those that are live have no end.
for (let index = 0; index < 40; index += 1) tellCdr(store, `a-${index}`, monday + Math.floor(index / 3) * 1_000)
for (let index = 0; index < 10; index += 1) tellFailure(store, `f-${index}`, monday + index * 1_000, 8014)
for (let index = 0; index < 5; index += 1) tellEvents(store, `l-${index}`, now - minuteMs, 'alerting')
// Without call-in time and events nobody knows when it began.
for (let index = 0; index < 3; index += 1) tellCdr(store, `u-${index}`, monday, { callInTime: '' })
tellCdr(store, 'other x', monday, { bindNum: '+8617000000002', callerNum: '+8613800000009', areaCode: '0755' })
tellCdr(store, 'yesterday', monday - dayMs)

const ask = (scope: CallScope, after: string | null = null, limit = 100) =>
  CallPage.parse(callList(store.writer, { scope, after, limit, now }))
const idOf = (session: string) =>
  store.writer.prepare<[string], number>('SELECT id FROM calls WHERE sessionId = ?').pluck().get(session) ?? 0
const started = { kind: 'started', from: 0, to: now, outcome: null } as const

function allPages(scope: CallScope, limit: number): number[] {
  const ids: number[] = []
  for (let after: string | null = null, pages = 0; pages < 200; pages += 1) {
    const page = ask(scope, after, limit)
    ids.push(...page.rows.map(({ id }) => id))
    if (page.next === null) return ids
    after = page.next
  }
  throw new Error('the pages do not end')
}

describe('the pages of a list', () => {
  it(`give every row once, newest first, whatever their size (seed ${seed})`, () => {
    const { total } = ask(started)
    const whole = ask(started, null, 200).rows
    expect(whole.map(({ startedAt }) => startedAt ?? 0)).toEqual(whole.map(({ startedAt }) => startedAt ?? 0).toSorted((a, b) => b - a))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (limit) => {
        const ids = allPages(started, limit)
        expect(ids).toEqual(whole.map(({ id }) => id))
        expect(ids).toHaveLength(total)
      }),
      { seed, numRuns: 20 },
    )
  })

  it('stay in place while newer calls come in', () => {
    const first = ask({ kind: 'live', phase: null }, null, 2)
    const rest = ask({ kind: 'live', phase: null }, null, 100).rows.slice(2)
    tellEvents(store, 'newer', now - 1_000, 'callin')
    expect(ask({ kind: 'live', phase: null }, first.next, 100).rows).toEqual(rest)
  })

  it.each(['', 'nonsense', '[]', '[1]', '["a",1]', '{}', '[1,1.5]', 'null'])('refuse %j as a place to go on from', (after) => {
    expect(() => ask(started, after)).toThrow(expect.objectContaining({ code: 'invalid-input', details: { path: 'after' } }))
  })
})

describe('calls like one', () => {
  it('are those of today over the same X, or by the same caller, itself included', () => {
    const sameX = ask({ kind: 'like', callId: idOf('other x'), by: 'x' })
    expect([sameX.total, sameX.rows[0]?.id, sameX.rows[0]?.areaCode]).toEqual([1, idOf('other x'), '0755'])
    expect(ask({ kind: 'like', callId: idOf('other x'), by: 'caller' }).total).toBe(1)
    const like = ask({ kind: 'like', callId: idOf('a-0'), by: 'x' }, null, 200)
    expect(like.rows.map(({ id }) => id)).toContain(idOf('a-0'))
    expect(like.rows.map(({ id }) => id)).not.toContain(idOf('yesterday'))
  })

  it('are none for a call nobody knows', () => {
    expect(ask({ kind: 'like', callId: 999_999, by: 'x' })).toEqual({ rows: [], total: 0, next: null })
  })
})

it('holds no clear number', () => {
  const text = JSON.stringify(ask(started, null, 200))
  expect(maskText(text)).toBe(text)
})
