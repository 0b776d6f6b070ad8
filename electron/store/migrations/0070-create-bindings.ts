import type { Migration } from '../migrate.ts'

export const createBindings: Migration = {
  version: 70,
  run(writer) {
    writer.exec(`
      -- The journal of what was not pushed: answers of the platform to our questions and wishes, and imported files. Only those that
      -- changed something, as they came; of a page of an X's bindings only the entries that did, each in a row of its own. So it grows
      -- with binding_history and no faster.
      CREATE TABLE source_records (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        source TEXT NOT NULL,
        operation TEXT NOT NULL,
        at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT;

      -- bindingKey: see shared/domain/binding.ts.
      CREATE TABLE bindings (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        bindingKey TEXT NOT NULL,
        bindingId TEXT NOT NULL,
        part TEXT,
        mode TEXT NOT NULL,
        xNumber TEXT,
        aNumber TEXT,
        bNumber TEXT,
        yNumber TEXT,
        extension TEXT,
        callDirection TEXT,
        durationSeconds INTEGER,
        setAt INTEGER,
        maxMinutes INTEGER,
        recorded INTEGER,
        userData TEXT,
        more TEXT,
        state TEXT NOT NULL,
        -- How it first became known.
        source TEXT NOT NULL,
        -- When it was made; null where only others know.
        createdAt INTEGER,
        -- When its lifetime ends; null = never, or not known to the minute.
        expiresAt INTEGER,
        -- Its lifetime began to count after the one (null = not known) and not later than the other.
        countedAfter INTEGER,
        countedBy INTEGER NOT NULL,
        firstSeenAt INTEGER NOT NULL,
        -- When the platform last told of this very one that it is there; that its X was read since, binding_readings tells.
        confirmedAt INTEGER NOT NULL,
        -- When its settings were last read back and taken over; null = only the reply to our own wish told them.
        readAt INTEGER,
        endedAt INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX bindings_by_key ON bindings (appId, bindingKey);
      CREATE INDEX bindings_by_x ON bindings (appId, xNumber) WHERE state IN ('active', 'unknown');

      -- When all bindings of an X were last read back to the end ('x'), or a binding that is not there was last asked for ('binding'):
      -- an answer that changes nothing writes this one row and not one for each binding.
      CREATE TABLE binding_readings (
        appId INTEGER NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        readAt INTEGER NOT NULL,
        PRIMARY KEY (appId, kind, subject)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE binding_history (
        id INTEGER PRIMARY KEY,
        bindingRow INTEGER NOT NULL,
        -- Of the binding: the newest of one app are found without walking through those of the others.
        appId INTEGER NOT NULL,
        at INTEGER NOT NULL,
        change TEXT NOT NULL,
        source TEXT NOT NULL,
        recordId INTEGER,
        -- JSON: field -> [before, after] of what changed.
        detail TEXT
      ) STRICT;
      CREATE INDEX binding_history_by_binding ON binding_history (bindingRow, id);
      CREATE INDEX binding_history_by_app ON binding_history (appId, id);
      -- What was read back and not our doing is rare among what we did ourselves.
      CREATE INDEX binding_history_elsewhere ON binding_history (id)
        WHERE change IN ('found', 'changed-elsewhere', 'removed-elsewhere', 'expired', 'gone', 'back');
      CREATE INDEX binding_history_elsewhere_by_app ON binding_history (appId, id)
        WHERE change IN ('found', 'changed-elsewhere', 'removed-elsewhere', 'expired', 'gone', 'back');

      -- One row per reading back of an app's bindings.
      CREATE TABLE poll_runs (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        startedAt INTEGER NOT NULL,
        endedAt INTEGER,
        -- 'done', 'cancelled', 'failed'; null while it runs.
        outcome TEXT,
        -- X numbers asked about, or bindings in AXE.
        asked INTEGER NOT NULL DEFAULT 0,
        bindings INTEGER NOT NULL DEFAULT 0,
        differences INTEGER NOT NULL DEFAULT 0,
        -- Bindings that were there when nobody had read to the end before: no differences.
        firstRead INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        -- JSON: why it failed, or why its last failure was one.
        error TEXT
      ) STRICT;
      CREATE INDEX poll_runs_by_app ON poll_runs (appId, id);
    `)
  },
}
