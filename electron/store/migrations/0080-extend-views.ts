import type { Migration } from '../migrate.ts'

/** Columns are added at the end, never renamed: the views are an interface (docs/database.md). */
export const extendViews: Migration = {
  version: 80,
  run(writer) {
    writer.exec(`
      DROP VIEW v_deliveries;
      CREATE VIEW v_deliveries AS
        SELECT d.id, d.receivedAt, a.appKey, d.kind, d.verdict,
               1 + (SELECT count(*) FROM delivery_arrivals r WHERE r.deliveryId = d.id) AS copies,
               d.reason, d.answer
          FROM deliveries d JOIN platform_apps a ON a.id = d.appId
        UNION ALL
        SELECT -r.id, r.receivedAt, a.appKey, 'unknown', 'refused', 1, r.reason, NULL
          FROM rejects r JOIN platform_apps a ON a.id = r.appId;

      DROP VIEW v_call_events;
      CREATE VIEW v_call_events AS
        SELECT c.sessionId, a.appKey, e.type, e.at, e.receivedAt,
               e.callerNumber, e.calledNumber, e.bindingId, e.stateCode, e.deliveryId,
               e.digits, e.decision
          FROM call_events e JOIN calls c ON c.id = e.callId JOIN platform_apps a ON a.id = c.appId;

      DROP VIEW v_calls;
      CREATE VIEW v_calls AS
        SELECT c.sessionId, a.appKey, c.mode, c.xNumber, c.callerNumber, c.calleeNumber, c.phase,
               c.startedAt, c.answeredAt, c.endedAt, c.releaseCode,
               c.bindingId, c.outcome, c.alertingAt,
               c.yNumber, c.extension, c.decision
          FROM calls c JOIN platform_apps a ON a.id = c.appId;

      DROP VIEW v_cdrs;
      CREATE VIEW v_cdrs AS
        SELECT r.icid, c.sessionId, a.appKey, r.bindingId, r.xNumber, r.callerNumber, r.calleeNumber,
               r.callInAt, r.alertingAt, r.answeredAt, r.endedAt, r.talkSeconds,
               r.releasePoint, r.q850Cause, r.sipStatus,
               r.forwardedAt, r.failedAt, r.releaseSide, r.recorded, r.areaCode, r.receivedAt,
               r.displayNumber, r.dialledNumber, r.extension, r.asked, r.userData,
               r.recordStartedAt, r.recordDomain, r.recordObject, r.recordUrl, r.more
          FROM cdrs r JOIN calls c ON c.id = r.callId JOIN platform_apps a ON a.id = c.appId;

      CREATE VIEW v_sms AS
        SELECT s.smsId, a.appKey, s.xNumber, s.senderNumber, s.receiverNumber, s.notification, s.at, s.bindingId,
               s.decision, s.sendResult, s.receivedAt, s.deliveryId
          FROM sms s JOIN platform_apps a ON a.id = s.appId;

      CREATE VIEW v_number_status AS
        SELECT n.number AS xNumber, a.appKey, n.status, n.cause, n.receivedAt,
               n.statusCode, n.causeCode, n.deliveryId
          FROM number_statuses n JOIN platform_apps a ON a.id = n.appId;

      CREATE VIEW v_x_numbers AS
        SELECT x.number AS xNumber, a.appKey, coalesce(x.status, 'unknown') AS status, x.cause, x.statusSince,
               coalesce(x.importedAreaCode, x.areaCode) AS areaCode, x.importedAt
          FROM x_numbers x JOIN platform_apps a ON a.id = x.appId;

      CREATE VIEW v_bindings AS
        SELECT b.bindingId, a.appKey, b.mode, b.xNumber, b.aNumber, b.bNumber, b.yNumber, b.extension, b.state,
               b.createdAt, b.expiresAt, b.source,
               b.firstSeenAt,
               CASE b.state WHEN 'active' THEN max(b.confirmedAt, coalesce(r.readAt, 0)) ELSE b.confirmedAt END AS confirmedAt,
               b.endedAt, b.callDirection, b.durationSeconds,
               b.part, b.maxMinutes, b.recorded, b.userData
          FROM bindings b JOIN platform_apps a ON a.id = b.appId
          LEFT JOIN binding_readings r ON r.appId = b.appId AND r.kind = 'x' AND r.subject = b.xNumber;
    `)
  },
}
