import type { Migration } from '../migrate.ts'

export const createDeliveries: Migration = {
  version: 20,
  run(writer) {
    writer.exec(`
      -- Append-only: what arrived is never changed. Only verdict, reason, identity and signature follow a later judgement of the same
      -- bytes, and a refused row whose bytes were taken in meanwhile becomes an arrival of that delivery.
      CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        kind TEXT NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT,
        signature TEXT NOT NULL,
        nonce TEXT,
        signedAt INTEGER,
        identity TEXT NOT NULL,
        head TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX deliveries_by_identity ON deliveries (identity);
      CREATE INDEX deliveries_by_problem ON deliveries (verdict, id) WHERE verdict NOT IN ('accepted', 'duplicate');

      -- Every arrival of a delivery after its first.
      CREATE TABLE delivery_arrivals (
        id INTEGER PRIMARY KEY,
        deliveryId INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        head TEXT
      ) STRICT;
      CREATE INDEX delivery_arrivals_by_delivery ON delivery_arrivals (deliveryId);

      -- Records of a message that made no fact while others of it did, or that could not be applied.
      CREATE TABLE quarantined_records (
        id INTEGER PRIMARY KEY,
        deliveryId INTEGER NOT NULL,
        position INTEGER NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL
      ) STRICT;
      CREATE INDEX quarantined_records_by_delivery ON quarantined_records (deliveryId);

      -- Pushes answered per account day and app, arrivals of known deliveries under 'duplicate'.
      CREATE TABLE delivery_days (
        day INTEGER NOT NULL,
        appId INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        pushes INTEGER NOT NULL,
        lastAt INTEGER NOT NULL,
        PRIMARY KEY (day, appId, verdict)
      ) STRICT, WITHOUT ROWID;

      -- Requests that were no readable push; the oldest make room for new ones.
      CREATE TABLE rejects (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        reason TEXT NOT NULL,
        head TEXT NOT NULL,
        body BLOB NOT NULL
      ) STRICT;
    `)
  },
}
