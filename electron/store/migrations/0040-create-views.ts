import type { Migration } from '../migrate.ts'

/** An interface for other programs (docs/database.md): columns are added, never renamed. Plain SQL that SQLite 3.40 parses. */
export const createViews: Migration = {
  version: 40,
  run(writer) {
    writer.exec(`
      CREATE VIEW v_deliveries AS
        SELECT d.id, d.receivedAt, a.appKey, d.kind, d.verdict,
               1 + (SELECT count(*) FROM delivery_arrivals r WHERE r.deliveryId = d.id) AS copies,
               d.reason
          FROM deliveries d JOIN platform_apps a ON a.id = d.appId
        UNION ALL
        SELECT -r.id, r.receivedAt, a.appKey, 'unknown', 'refused', 1, r.reason
          FROM rejects r JOIN platform_apps a ON a.id = r.appId;

      CREATE VIEW v_call_events AS
        SELECT c.sessionId, a.appKey, e.type, e.at, e.receivedAt,
               e.callerNumber, e.calledNumber, e.bindingId, e.stateCode, e.deliveryId
          FROM call_events e JOIN calls c ON c.id = e.callId JOIN platform_apps a ON a.id = c.appId;

      CREATE VIEW v_calls AS
        SELECT c.sessionId, a.appKey, c.mode, c.xNumber, c.callerNumber, c.calleeNumber, c.phase,
               c.startedAt, c.answeredAt, c.endedAt, c.releaseCode,
               c.bindingId, c.outcome, c.alertingAt
          FROM calls c JOIN platform_apps a ON a.id = c.appId;

      CREATE VIEW v_cdrs AS
        SELECT r.icid, c.sessionId, a.appKey, r.bindingId, r.xNumber, r.callerNumber, r.calleeNumber,
               r.callInAt, r.alertingAt, r.answeredAt, r.endedAt, r.talkSeconds,
               r.releasePoint, r.q850Cause, r.sipStatus,
               r.forwardedAt, r.failedAt, r.releaseSide, r.recorded, r.areaCode, r.receivedAt
          FROM cdrs r JOIN calls c ON c.id = r.callId JOIN platform_apps a ON a.id = c.appId;
    `)
  },
}
