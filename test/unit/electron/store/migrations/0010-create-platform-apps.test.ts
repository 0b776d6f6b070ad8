import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0010 makes the tables of a profile out of nothing', () => {
  const writer = migratedTo(0)
  takeStep(writer, 10)
  const app = `('shop', 'AXB', 'k', 'http://127.0.0.1', 'required', 'token', 0)`
  const insert = `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt) VALUES ${app}`
  writer.exec(insert)
  writer.exec(`INSERT INTO profile_settings (name, value) VALUES ('receiver', '{}')`)
  writer.exec(`INSERT INTO run_marks (at, mark) VALUES (1, 'start')`)
  writer.exec(`INSERT INTO audit_log (at, channel, outcome) VALUES (1, 'apps.add', 'ok')`)
  expect(() => writer.exec(insert)).toThrow(/UNIQUE constraint failed: platform_apps/)
  expect(() => writer.exec(`INSERT INTO run_marks (at, mark) VALUES ('soon', 'start')`)).toThrow(
    /cannot store TEXT value in INTEGER column/,
  )
  expect(writer.pragma('user_version', { simple: true })).toBe(10)
})
