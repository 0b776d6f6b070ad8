import type { Migration } from '../migrate.ts'

export const createNumberStatusesAndSms: Migration = {
  version: 60,
  run(writer) {
    writer.exec(`
      -- An app is known by evidence: the account day it was last seen with the number, a millisecond later where a number table says
      -- so. The greatest (evidenceAt, appId) stands, so any order of facts gives one answer and a number may move between apps.
      ALTER TABLE x_numbers ADD COLUMN evidenceAt INTEGER NOT NULL DEFAULT 0;
      -- What the newest report says; null = none ever came.
      ALTER TABLE x_numbers ADD COLUMN status TEXT;
      ALTER TABLE x_numbers ADD COLUMN cause TEXT;
      -- When the present status and cause were first reported, and last.
      ALTER TABLE x_numbers ADD COLUMN statusSince INTEGER;
      ALTER TABLE x_numbers ADD COLUMN statusAt INTEGER;
      -- In a number table; its city code outranks what CDRs say.
      ALTER TABLE x_numbers ADD COLUMN importedAt INTEGER;
      ALTER TABLE x_numbers ADD COLUMN importedAreaCode TEXT;
      CREATE INDEX x_numbers_by_app ON x_numbers (appId, number);

      -- Every report, in the order they came: a push carries no time and no sequence number.
      CREATE TABLE number_statuses (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        deliveryId INTEGER NOT NULL,
        position INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        number TEXT NOT NULL,
        status TEXT NOT NULL,
        cause TEXT,
        statusCode TEXT NOT NULL,
        causeCode TEXT
      ) STRICT;
      CREATE INDEX number_statuses_by_number ON number_statuses (number, deliveryId, position);

      CREATE TABLE sms (
        id INTEGER PRIMARY KEY,
        appId INTEGER NOT NULL,
        deliveryId INTEGER NOT NULL,
        receivedAt INTEGER NOT NULL,
        smsId TEXT NOT NULL,
        notification TEXT NOT NULL,
        at INTEGER,
        senderNumber TEXT,
        receiverNumber TEXT,
        xNumber TEXT,
        bindingId TEXT,
        content TEXT,
        sendResult INTEGER,
        parts TEXT,
        direction TEXT,
        decision TEXT
      ) STRICT;
      CREATE UNIQUE INDEX sms_by_identity ON sms (smsId, notification, appId);
      -- Holds what a day is counted by.
      CREATE INDEX sms_by_time ON sms (receivedAt, notification, decision);
    `)
  },
}
