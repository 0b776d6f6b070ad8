import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { deliveryIdentity } from '../../../../electron/ingest/identity.ts'
import { openDatabase } from '../../../../electron/profile/database.ts'
import { openProfile, type OpenedProfile } from '../../../../electron/profile/opened-profile.ts'
import { createProfile, databaseFile } from '../../../../electron/profile/profile-folders.ts'
import { rereadUnsupported } from '../../../../electron/profile/reread.ts'
import { systemTimers } from '../../../../electron/profile/timers.ts'
import { openReader } from '../../../../electron/store/connection.ts'
import type { DeliveryKind } from '../../../../shared/domain/delivery.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { anApp, secret } from '../../../builders/platform-app.ts'
import { eventBody, monday, numbers, numberStatusBody, smsBody } from '../../../builders/pushes.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const text = smsBody('m-1', 'Notify', monday)
const question = eventBody('callin', 's-1', monday, { notifyMode: 'Block' })

/** What a version with schema 40 could not read, as it journalled it. */
const unread: readonly [DeliveryKind, object][] = [
  ['sms', text],
  ['number-status', numberStatusBody([{ number: numbers.x, status: '10', cause: '2' }])],
  ['number-status', numberStatusBody([{ number: numbers.x, status: '5' }])],
  ['call-event', eventBody('collectInfo', 's-2', monday, { digitInfo: '12' })],
  ['call-event', question],
  ['sms', { smsEvent: { virtualNumber: numbers.x } }],
]

/** A profile of that version, with what it could not read so many times over. */
function oldProfile(times = 1): { folder: string; rows: (sql: string) => Record<string, unknown>[] } {
  const folder = tempFolder()
  createProfile(folder, { id: 'p', name: 'p', kind: 'real', keeping: 'ask', createdAt: 0 })
  const writer = migratedTo(40, join(folder, databaseFile))
  const { name, appKey, baseUrl, signature, pathToken } = anApp()
  writer
    .prepare(
      `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt) VALUES (:name, 'X', :appKey, :baseUrl, :signature, :pathToken, 0)`,
    )
    .run({ name, appKey, baseUrl, signature, pathToken })
  const insert = writer.prepare(
    `INSERT INTO deliveries (appId, receivedAt, kind, verdict, signature, nonce, signedAt, identity, head, body)
     VALUES (1, ?, ?, 'unsupported', 'valid', ?, ?, ?, '{}', ?)`,
  )
  writer.transaction(() => {
    for (let time = 0; time < times; time += 1) {
      for (const [index, [kind, body]] of unread.entries()) {
        const said = JSON.stringify(time === 0 ? body : { ...body, time })
        const at = monday + index * 1_000
        insert.run(at, kind, `n-${time}-${index}`, at, deliveryIdentity(1, kind, said, `n-${time}-${index}`), said)
      }
    }
  })()
  writer.close()
  const rows = (sql: string) => {
    const reader = openReader(join(folder, databaseFile))
    try {
      return reader.prepare<[], Record<string, unknown>>(sql).all()
    } finally {
      reader.close()
    }
  }
  return { folder, rows }
}

async function open(folder: string): Promise<{ opened: OpenedProfile; logged: string[] }> {
  const logged: string[] = []
  const opened = await openProfile({
    folder,
    profile: { id: 'p', name: 'p', kind: 'real', keeping: 'ask', createdAt: 0 },
    vault: { load: async () => ({ [anApp().appKey]: [secret] }), unlock: async () => ({}), save: async () => {} },
    receiver: { host: '127.0.0.1', port: 0, tls: null, publicUrl: null },
    timers: systemTimers,
    randomToken: () => 'token',
    news: () => {},
    log: (line) => void logged.push(line),
    onDeath: (thrown) => {
      throw thrown
    },
  })
  return { opened, logged }
}

it('what an earlier version could not read becomes facts once, each at its place and none with a decision nobody gave', async () => {
  const { folder, rows } = oldProfile()
  const { opened, logged } = await open(folder)
  await vi.waitFor(() => expect(logged).toEqual(['6 pushes that an earlier version could not read were taken in']), 20_000)
  await opened.close()
  expect(rows('SELECT verdict, copies, receivedAt FROM v_deliveries ORDER BY id')).toEqual(
    ['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'quarantined'].map((verdict, index) => ({
      verdict,
      copies: 1,
      receivedAt: monday + index * 1_000,
    })),
  )
  expect(rows('SELECT smsId, receivedAt, decision FROM v_sms')).toEqual([{ smsId: 'm-1', receivedAt: monday, decision: null }])
  expect(rows('SELECT xNumber, status, statusSince FROM v_x_numbers')).toEqual([
    { xNumber: numbers.x, status: 'normal', statusSince: monday + 2_000 },
  ])
  expect(rows('SELECT sessionId, type, digits, decision FROM v_call_events ORDER BY sessionId')).toEqual([
    { sessionId: 's-1', type: 'callin', digits: null, decision: null },
    { sessionId: 's-2', type: 'collectInfo', digits: '12', decision: null },
  ])
  const again = await open(folder)
  await again.opened.close()
  expect(again.logged).toEqual([])
})

it('goes on where it was stopped', async () => {
  const { folder, rows } = oldProfile(60)
  const onDeath = (thrown: unknown) => {
    throw thrown
  }
  const database = await openDatabase(join(folder, databaseFile), { onStored: () => {}, onWritable: () => {}, onDeath })
  onTestFinished(() => database.close())
  let asked = 0
  expect(await rereadUnsupported(database, () => (asked += 1) > 250)).toBe(250)
  expect(rows(`SELECT min(id) AS next FROM deliveries WHERE verdict = 'unsupported'`)).toEqual([{ next: 251 }])
  expect(await rereadUnsupported(database, () => false)).toBe(110)
  expect(await rereadUnsupported(database, () => false)).toBe(0)
  expect(rows('SELECT count(*) AS n FROM v_sms')).toEqual([{ n: 1 }])
  expect(rows('SELECT count(*) AS n FROM v_number_status')).toEqual([{ n: 120 }])
})
