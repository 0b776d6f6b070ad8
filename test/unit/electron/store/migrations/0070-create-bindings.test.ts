import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0070 adds bindings, one per key and app, with their history, and keeps the X numbers', () => {
  const writer = migratedTo(60)
  writer.exec(`INSERT INTO x_numbers (number, appId) VALUES ('+8617000000001', 1)`)
  const before = writer.prepare('SELECT * FROM x_numbers').all()
  takeStep(writer, 70)
  expect(writer.prepare('SELECT * FROM x_numbers').all()).toEqual(before)
  const binding = (appId: number, key: string) =>
    writer.exec(
      `INSERT INTO bindings (appId, bindingKey, bindingId, mode, state, source, countedBy, firstSeenAt, confirmedAt)
       VALUES (${appId}, '${key}', 'b-1', 'AXYB', 'active', 'poll', 1, 1, 1)`,
    )
  binding(1, 'b-1')
  binding(1, 'b-1 +8613900000002')
  binding(2, 'b-1')
  expect(() => binding(1, 'b-1')).toThrow(/UNIQUE constraint failed: bindings.appId, bindings.bindingKey/)
  writer.exec(`
    INSERT INTO source_records (appId, source, operation, at, body) VALUES (1, 'poll', 'x', 1, '{}');
    INSERT INTO binding_history (bindingRow, appId, at, change, source, recordId) VALUES (1, 1, 1, 'found', 'poll', 1);
    INSERT INTO binding_readings (appId, kind, subject, readAt) VALUES (1, 'x', '+8617000000001', 1);
    INSERT INTO poll_runs (appId, startedAt) VALUES (1, 1);
  `)
  expect(writer.prepare('SELECT asked, bindings, differences, firstRead, failures, outcome FROM poll_runs').all()).toEqual([
    { asked: 0, bindings: 0, differences: 0, firstRead: 0, failures: 0, outcome: null },
  ])
})
