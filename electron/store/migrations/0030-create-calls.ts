import type { Migration } from '../migrate.ts'

export const createCalls: Migration = {
  version: 30,
  run(writer) {
    writer.exec(`
      CREATE TABLE calls (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        sessionId TEXT NOT NULL,
        mode TEXT NOT NULL,
        bindingId TEXT,
        xNumber TEXT,
        callerNumber TEXT,
        calleeNumber TEXT,
        phase TEXT NOT NULL,
        startedAt INTEGER,
        routedAt INTEGER,
        alertingAt INTEGER,
        answeredAt INTEGER,
        endedAt INTEGER,
        lastEventAt INTEGER NOT NULL,
        releaseCode INTEGER,
        q850Cause INTEGER,
        sipStatus INTEGER,
        releaseSide TEXT,
        outcome TEXT NOT NULL,
        areaCode TEXT,
        hasCdr INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX calls_by_session ON calls (sessionId, appId);
      CREATE INDEX calls_by_start ON calls (startedAt, outcome);
      CREATE INDEX calls_in_progress ON calls (phase, lastEventAt) WHERE phase <> 'ended';

      -- One per call and type: the platform's key for doubles (callbacks.md §7).
      CREATE TABLE call_events (
        id INTEGER PRIMARY KEY,
        callId INTEGER NOT NULL,
        deliveryId INTEGER NOT NULL,
        type TEXT NOT NULL,
        at INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        callerNumber TEXT,
        calledNumber TEXT,
        bindingId TEXT,
        stateCode INTEGER,
        stateDesc TEXT,
        userData TEXT
      ) STRICT;
      CREATE UNIQUE INDEX call_events_by_call ON call_events (callId, type);

      CREATE TABLE cdrs (
        id INTEGER PRIMARY KEY,
        callId INTEGER NOT NULL,
        deliveryId INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        cdrKey TEXT NOT NULL,
        icid TEXT,
        bindingId TEXT,
        xNumber TEXT,
        callerNumber TEXT,
        calleeNumber TEXT,
        displayNumber TEXT,
        callInAt INTEGER,
        forwardedAt INTEGER,
        alertingAt INTEGER,
        answeredAt INTEGER,
        endedAt INTEGER,
        failedAt INTEGER,
        talkSeconds INTEGER,
        releasePoint INTEGER,
        q850Cause INTEGER,
        sipStatus INTEGER,
        releaseSide TEXT,
        recorded INTEGER NOT NULL,
        areaCode TEXT,
        extension TEXT,
        userData TEXT
      ) STRICT;
      CREATE UNIQUE INDEX cdrs_by_call ON cdrs (callId, cdrKey);

      CREATE TABLE x_numbers (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        appId INTEGER NOT NULL,
        areaCode TEXT
      ) STRICT;
    `)
  },
}
