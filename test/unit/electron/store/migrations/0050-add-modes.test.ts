import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0050 gives apps, deliveries, calls, events and CDRs what the other modes tell, and keeps what there was', () => {
  const writer = migratedTo(40)
  writer.exec(`
    INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt)
      VALUES ('shop', 'AXB', 'k', 'http://127.0.0.1', 'required', 'token', 0);
    INSERT INTO deliveries (appId, receivedAt, kind, verdict, signature, identity, head, body)
      VALUES (1, 5, 'sms', 'unsupported', 'valid', 'one', '{}', '{}');
    INSERT INTO delivery_arrivals (deliveryId, receivedAt) VALUES (1, 6);
    INSERT INTO calls (appId, sessionId, mode, phase, lastEventAt, outcome, hasCdr) VALUES (1, 's', 'AXB', 'ended', 4, 'answered', 1);
    INSERT INTO call_events (callId, deliveryId, type, at, receivedAt) VALUES (1, 1, 'callin', 4, 5);
    INSERT INTO cdrs (callId, deliveryId, receivedAt, cdrKey, recorded, extension) VALUES (1, 1, 9, 'i', 0, '0001');
  `)
  takeStep(writer, 50)
  const row = (table: string) => writer.prepare(`SELECT * FROM ${table}`).get()
  expect(row('platform_apps')).toMatchObject({ appKey: 'k', answers: '{}', api: '{}' })
  expect(row('deliveries')).toMatchObject({ verdict: 'unsupported', answer: null })
  expect(row('delivery_arrivals')).toMatchObject({ receivedAt: 6, answer: null })
  expect(row('calls')).toMatchObject({ sessionId: 's', yNumber: null, extension: null, decision: null })
  expect(row('call_events')).toMatchObject({ type: 'callin', digits: null, decision: null, decidedNumber: null })
  expect(row('cdrs')).toMatchObject({
    extension: '0001',
    asked: 0,
    dialledNumber: null,
    recordStartedAt: null,
    recordUrl: null,
    more: null,
  })
})
