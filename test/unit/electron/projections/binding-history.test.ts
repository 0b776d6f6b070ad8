import { afterAll, describe, expect, it } from 'vitest'
import { bindingHistory } from '../../../../electron/projections/binding-history.ts'
import { insertPlatformApp } from '../../../../electron/store/platform-apps.ts'
import { bindingChanges, changesElsewhere, type BindingChange } from '../../../../shared/domain/binding.ts'
import { maskText } from '../../../../shared/domain/phone-number.ts'
import { BindingHistoryRow } from '../../../../shared/ipc/poller.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { monday } from '../../../builders/pushes.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const store = openTestStore()
afterAll(() => store.close())
const other = insertPlatformApp(store.writer, anApp({ name: 'other', mode: 'AXYB', appKey: 'k-other', pathToken: 'token-of-other' }))

const addBinding = store.writer.prepare(
  `INSERT INTO bindings (id, appId, bindingKey, bindingId, part, mode, xNumber, aNumber, bNumber, yNumber, extension, state, source,
                         countedBy, firstSeenAt, confirmedAt)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', 'poll', 0, 0, 0)`,
)
addBinding.run(1, 1, 'b7', 'b7', null, 'AXB', '+8617000000001', '+8613800000001', '+8675528000010', null, null)
addBinding.run(2, other.id, 'c9 B', 'c9', 'yb', 'AXYB', null, null, '+8613900000002', '+8617100000002', null)
addBinding.run(3, 1, 'e4', 'e4', null, 'AXE', '+8617000000001', '+8613800000001', null, null, '0123')

const addLine = store.writer.prepare(
  'INSERT INTO binding_history (bindingRow, appId, at, change, source, recordId, detail) VALUES (?, ?, ?, ?, ?, NULL, ?)',
)
let at = monday
const tell = (bindingRow: number, change: BindingChange, source: 'poll' | 'command', detail: unknown = null) =>
  addLine.run(bindingRow, bindingRow === 2 ? other.id : 1, (at += 1_000), change, source, detail === null ? null : JSON.stringify(detail))

tell(1, 'bound', 'command')
tell(2, 'found', 'poll')
tell(1, 'changed-elsewhere', 'poll', {
  aNumber: ['+8613800000001', '4008001234'],
  durationSeconds: [86_400, null],
  recorded: [false, true],
  userData: ['ask for 13900000002', 'order-77'],
  'more.callbackNum': ['4008001234', null],
})
tell(3, 'gone', 'poll', { state: ['active', 'missing'] })
const ours: readonly BindingChange[] = ['bound', 'changed', 'unbound']
for (const change of bindingChanges) tell(2, change, ours.includes(change) ? 'command' : 'poll')
const lines = 4 + bindingChanges.length

type Asked = Partial<Parameters<typeof bindingHistory>[1]>
const ask = (asked: Asked = {}) => {
  const { rows, next } = bindingHistory(store.writer, { appId: null, elsewhere: false, before: null, limit: 50, ...asked })
  return { rows: rows.map((row) => BindingHistoryRow.parse(row)), next }
}
function pages(asked: Asked, limit: number): number[] {
  const ids: number[] = []
  for (let before: number | null = null, count = 0; count < 50; count += 1) {
    const page = ask({ ...asked, before, limit })
    ids.push(...page.rows.map(({ id }) => id))
    if (page.next === null) return ids
    before = page.next
  }
  throw new Error('the pages do not end')
}

describe('the histories of bindings', () => {
  it('tell what happened to which binding, newest first, masked', () => {
    const { rows, next } = ask()
    expect(next).toBeNull()
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: lines }, (_, index) => lines - index))
    expect(rows.at(-1)).toEqual({
      id: 1,
      at: monday + 1_000,
      appName: 'shop',
      mode: 'AXB',
      bindingId: 'b7',
      change: 'bound',
      source: 'command',
      x: '170****0001',
      a: '138****0001',
      b: '0755****0010',
      y: null,
      extension: null,
      fields: [],
    })
    expect(rows.at(-2)).toMatchObject({ appName: 'other', mode: 'AXYB', x: '–', a: '–', b: '139****0002', y: '171****0002' })
    expect(rows.find(({ id }) => id === 4)).toMatchObject({ mode: 'AXE', b: '–', extension: '0123' })
    expect(maskText(JSON.stringify(rows))).toBe(JSON.stringify(rows))
  })

  it('tell which fields changed from what to what, numbers masked even where they are of no documented form', () => {
    expect(ask().rows.find(({ id }) => id === 3)?.fields).toEqual([
      { field: 'aNumber', before: '138****0001', after: '****34' },
      { field: 'durationSeconds', before: '86400', after: null },
      { field: 'recorded', before: 'false', after: 'true' },
      { field: 'userData', before: 'ask for 139****0002', after: 'order-77' },
      { field: 'more.callbackNum', before: '****34', after: null },
    ])
  })

  it('can be had for one app, and for what others did', () => {
    expect(ask({ appId: 1 }).rows.map(({ id }) => id)).toEqual([4, 3, 1])
    expect(ask({ appId: 1, elsewhere: true }).rows.map(({ id }) => id)).toEqual([4, 3])
    expect(new Set(ask({ appId: other.id, elsewhere: true }).rows.map(({ change }) => change))).toEqual(new Set(changesElsewhere))
    const others = ask().rows.filter(({ change }) => change !== 'first-read' && !ours.includes(change))
    expect(ask({ elsewhere: true }).rows).toEqual(others)
    expect(ask({ appId: 99 })).toEqual({ rows: [], next: null })
  })

  it.each([1, 2, 3, 5, 13])('give every line once in pages of %i', (limit) => {
    for (const asked of [{}, { appId: 1 }, { elsewhere: true }, { appId: other.id, elsewhere: true }]) {
      expect(pages(asked, limit)).toEqual(ask(asked).rows.map(({ id }) => id))
    }
  })
})
