import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0020 adds the journal and keeps the apps', () => {
  const writer = migratedTo(10)
  writer.exec(
    `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt)
     VALUES ('shop', 'AXB', 'k', 'http://127.0.0.1', 'required', 'token', 0)`,
  )
  const before = writer.prepare('SELECT * FROM platform_apps').all()
  takeStep(writer, 20)
  expect(writer.prepare('SELECT * FROM platform_apps').all()).toEqual(before)
  const insert = `INSERT INTO deliveries (appId, receivedAt, kind, verdict, signature, identity, head, body)
                  VALUES (1, 1, 'cdr', 'accepted', 'valid', 'same', '{}', '{}')`
  writer.exec(insert)
  expect(() => writer.exec(insert)).toThrow(/UNIQUE constraint failed: deliveries.identity/)
  writer.exec(`INSERT INTO delivery_arrivals (deliveryId, receivedAt) VALUES (1, 2)`)
  writer.exec(`INSERT INTO quarantined_records (deliveryId, position, reason, detail) VALUES (1, 0, 'invalid-fields', 'x')`)
  writer.exec(`INSERT INTO delivery_days VALUES (0, 1, 'accepted', 1, 1)`)
  writer.exec(`INSERT INTO rejects (appId, receivedAt, reason, head, body) VALUES (1, 1, 'not-json', '{}', x'00')`)
  expect(() => writer.exec(`INSERT INTO delivery_days VALUES (0, 1, 'accepted', 1, 1)`)).toThrow(/UNIQUE constraint failed/)
})
