import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0080 shows what all modes told, and the columns there were in their places', () => {
  const writer = migratedTo(70)
  writer.exec(`
    INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt)
      VALUES ('shop', 'AXYB', 'k', 'http://127.0.0.1', 'required', 'token', 0);
    INSERT INTO deliveries (appId, receivedAt, kind, verdict, reason, signature, identity, head, body, answer)
      VALUES (1, 5, 'call-event', 'accepted', NULL, 'valid', 'one', '{}', '{}', '{"operation":"close","closeInfo":{}}');
    INSERT INTO rejects (appId, receivedAt, reason, head, body) VALUES (1, 8, 'not-json', '{}', x'00');
    INSERT INTO calls (appId, sessionId, mode, xNumber, yNumber, extension, decision, phase, startedAt, lastEventAt, outcome, hasCdr)
      VALUES (1, 's', 'AXYB', '+8617000000001', '+8617000000002', '0001', 'close', 'ended', 2, 4, 'answered', 1);
    INSERT INTO call_events (callId, deliveryId, type, at, receivedAt, digits, decision) VALUES (1, 1, 'collectInfo', 4, 5, '0001', NULL);
    INSERT INTO cdrs (callId, deliveryId, receivedAt, cdrKey, icid, recorded, asked, dialledNumber, more)
      VALUES (1, 1, 9, 'i', 'i', 0, 1, '+8617000000002', '{"direction":1}');
    INSERT INTO number_statuses (appId, deliveryId, position, receivedAt, number, status, cause, statusCode, causeCode)
      VALUES (1, 1, 0, 7, '+8617000000001', 'unavailable', 'arrears', '10', '2');
    INSERT INTO x_numbers (number, appId, areaCode, importedAreaCode, status, cause, statusSince, statusAt)
      VALUES ('+8617000000001', 1, '0755', '010', 'unavailable', 'arrears', 6, 7), ('+8617000000002', 1, '0755', NULL, NULL, NULL, NULL, NULL);
    INSERT INTO sms (appId, deliveryId, receivedAt, smsId, notification, at, decision) VALUES (1, 1, 7, 'm', 'Block', 6, 'discard');
    INSERT INTO bindings (appId, bindingKey, bindingId, mode, state, source, countedBy, firstSeenAt, confirmedAt, createdAt, xNumber)
      VALUES (1, 'b-1', 'b-1', 'AXYB', 'active', 'poll', 1, 1, 2, NULL, '+8617000000001');
    INSERT INTO binding_readings (appId, kind, subject, readAt) VALUES (1, 'x', '+8617000000001', 9);
  `)
  const views = ['v_deliveries', 'v_call_events', 'v_calls', 'v_cdrs']
  const columns = (view: string) => writer.prepare<[], string>(`SELECT name FROM pragma_table_info('${view}') ORDER BY cid`).pluck().all()
  const before = views.map(columns)
  takeStep(writer, 80)
  expect(views.map((view, index) => columns(view).slice(0, before[index]?.length))).toEqual(before)
  const all = (view: string) => writer.prepare(`SELECT * FROM ${view}`).all()
  expect(all('v_deliveries')).toMatchObject([
    { id: 1, answer: '{"operation":"close","closeInfo":{}}' },
    { id: -1, answer: null },
  ])
  expect(all('v_call_events')).toMatchObject([{ type: 'collectInfo', digits: '0001', decision: null }])
  expect(all('v_calls')).toMatchObject([{ sessionId: 's', yNumber: '+8617000000002', extension: '0001', decision: 'close' }])
  expect(all('v_cdrs')).toMatchObject([{ icid: 'i', asked: 1, dialledNumber: '+8617000000002', more: '{"direction":1}' }])
  expect(all('v_number_status')).toMatchObject([
    { xNumber: '+8617000000001', appKey: 'k', status: 'unavailable', cause: 'arrears', receivedAt: 7 },
  ])
  expect(all('v_x_numbers')).toMatchObject([
    { xNumber: '+8617000000001', appKey: 'k', status: 'unavailable', cause: 'arrears', statusSince: 6, areaCode: '010' },
    { xNumber: '+8617000000002', appKey: 'k', status: 'unknown', cause: null, statusSince: null, areaCode: '0755' },
  ])
  expect(all('v_sms')).toMatchObject([{ smsId: 'm', appKey: 'k', notification: 'Block', at: 6, decision: 'discard' }])
  expect(all('v_bindings')).toMatchObject([
    { bindingId: 'b-1', appKey: 'k', mode: 'AXYB', state: 'active', source: 'poll', confirmedAt: 9 },
  ])
})
