import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0040 shows what the tables hold', () => {
  const writer = migratedTo(30)
  writer.exec(`
    INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt)
      VALUES ('shop', 'AXB', 'k', 'http://127.0.0.1', 'required', 'token', 0);
    INSERT INTO deliveries (appId, receivedAt, kind, verdict, reason, signature, identity, head, body)
      VALUES (1, 5, 'call-event', 'accepted', NULL, 'valid', 'one', '{}', '{}');
    INSERT INTO delivery_arrivals (deliveryId, receivedAt) VALUES (1, 6), (1, 7);
    INSERT INTO rejects (appId, receivedAt, reason, head, body) VALUES (1, 8, 'not-json', '{}', x'00');
    INSERT INTO calls (appId, sessionId, mode, xNumber, phase, startedAt, lastEventAt, releaseCode, outcome, hasCdr)
      VALUES (1, 's', 'AXB', '+8617000000001', 'ended', 2, 4, 0, 'answered', 1);
    INSERT INTO call_events (callId, deliveryId, type, at, receivedAt, stateCode) VALUES (1, 1, 'disconnect', 4, 5, 0);
    INSERT INTO cdrs (callId, deliveryId, receivedAt, cdrKey, icid, releasePoint, recorded) VALUES (1, 1, 9, 'i', 'i', 0, 0);
  `)
  takeStep(writer, 40)
  const all = (view: string) => writer.prepare(`SELECT * FROM ${view}`).all()
  expect(all('v_deliveries')).toEqual([
    { id: 1, receivedAt: 5, appKey: 'k', kind: 'call-event', verdict: 'accepted', copies: 3, reason: null },
    { id: -1, receivedAt: 8, appKey: 'k', kind: 'unknown', verdict: 'refused', copies: 1, reason: 'not-json' },
  ])
  expect(all('v_call_events')).toMatchObject([{ sessionId: 's', appKey: 'k', type: 'disconnect', at: 4, receivedAt: 5, stateCode: 0 }])
  expect(all('v_calls')).toMatchObject([{ sessionId: 's', appKey: 'k', mode: 'AXB', phase: 'ended', startedAt: 2, releaseCode: 0 }])
  expect(all('v_cdrs')).toMatchObject([{ icid: 'i', sessionId: 's', appKey: 'k', releasePoint: 0, receivedAt: 9 }])
})
