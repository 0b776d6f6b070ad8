import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0030 adds calls, one per session and app, and keeps the journal', () => {
  const writer = migratedTo(20)
  writer.exec(
    `INSERT INTO deliveries (appId, receivedAt, kind, verdict, signature, identity, head, body)
     VALUES (1, 1, 'cdr', 'accepted', 'valid', 'one', '{}', '{}')`,
  )
  const before = writer.prepare('SELECT * FROM deliveries').all()
  takeStep(writer, 30)
  expect(writer.prepare('SELECT * FROM deliveries').all()).toEqual(before)
  const call = (appId: number) =>
    writer.exec(
      `INSERT INTO calls (appId, sessionId, mode, phase, lastEventAt, outcome, hasCdr) VALUES (${appId}, 's', 'AXB', 'ended', 1, 'unknown', 0)`,
    )
  call(1)
  call(2)
  expect(() => call(1)).toThrow(/UNIQUE constraint failed: calls.sessionId, calls.appId/)
  const event = `INSERT INTO call_events (callId, deliveryId, type, at, receivedAt) VALUES (1, 1, 'callin', 1, 1)`
  const cdr = `INSERT INTO cdrs (callId, deliveryId, receivedAt, cdrKey, recorded) VALUES (1, 1, 1, 'i', 0)`
  const x = `INSERT INTO x_numbers (number, appId) VALUES ('+8617000000001', 1)`
  for (const insert of [event, cdr, x]) {
    writer.exec(insert)
    expect(() => writer.exec(insert)).toThrow(/UNIQUE constraint failed/)
  }
})
