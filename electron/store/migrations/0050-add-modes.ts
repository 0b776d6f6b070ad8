import type { Migration } from '../migrate.ts'

/** What the other modes tell of apps, calls and questions. */
export const addModes: Migration = {
  version: 50,
  run(writer) {
    writer.exec(`
      -- JSON: what questions are answered, and how the API is called.
      ALTER TABLE platform_apps ADD COLUMN answers TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE platform_apps ADD COLUMN api TEXT NOT NULL DEFAULT '{}';

      -- The body we answered where the platform asked a question.
      ALTER TABLE deliveries ADD COLUMN answer TEXT;
      ALTER TABLE delivery_arrivals ADD COLUMN answer TEXT;

      ALTER TABLE calls ADD COLUMN yNumber TEXT;
      ALTER TABLE calls ADD COLUMN extension TEXT;
      ALTER TABLE calls ADD COLUMN decision TEXT;

      ALTER TABLE call_events ADD COLUMN digits TEXT;
      ALTER TABLE call_events ADD COLUMN decision TEXT;
      ALTER TABLE call_events ADD COLUMN decidedNumber TEXT;

      ALTER TABLE cdrs ADD COLUMN dialledNumber TEXT;
      ALTER TABLE cdrs ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE cdrs ADD COLUMN recordStartedAt INTEGER;
      ALTER TABLE cdrs ADD COLUMN recordDomain TEXT;
      ALTER TABLE cdrs ADD COLUMN recordObject TEXT;
      ALTER TABLE cdrs ADD COLUMN recordUrl TEXT;
      ALTER TABLE cdrs ADD COLUMN more TEXT;
    `)
  },
}
