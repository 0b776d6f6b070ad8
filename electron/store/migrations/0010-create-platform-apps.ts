import type { Migration } from '../migrate.ts'

export const createPlatformApps: Migration = {
  version: 10,
  run(writer) {
    writer.exec(`
      CREATE TABLE platform_apps (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        mode TEXT NOT NULL,
        appKey TEXT NOT NULL UNIQUE,
        baseUrl TEXT NOT NULL,
        signature TEXT NOT NULL,
        pathToken TEXT NOT NULL UNIQUE,
        createdAt INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE profile_settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- From these it is known when nobody was receiving.
      CREATE TABLE run_marks (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        mark TEXT NOT NULL
      ) STRICT;

      CREATE TABLE audit_log (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        channel TEXT NOT NULL,
        outcome TEXT NOT NULL
      ) STRICT;
    `)
  },
}
