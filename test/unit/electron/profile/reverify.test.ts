import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../../electron/profile/database.ts'
import { reverify } from '../../../../electron/profile/reverify.ts'
import { createNonceMemory } from '../../../../electron/sources/receiver/nonces.ts'
import { openReader } from '../../../../electron/store/connection.ts'
import { secret } from '../../../builders/platform-app.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { openTestStore } from '../../../builders/test-store.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

it('takes in a question that was refused without saying it had been answered', async () => {
  const judging = openTestStore({ app: { mode: 'X' } })
  onTestFinished(() => judging.close())
  const file = join(tempFolder(), 'maskline.db')
  const onDeath = (thrown: unknown) => {
    throw thrown
  }
  const database = await openDatabase(file, { onStored: () => {}, onWritable: () => {}, onDeath })
  onTestFinished(() => database.close())
  const app = await database.write('addApp', judging.app)
  const text = JSON.stringify(eventBody('callin', 's-1', monday, { notifyMode: 'Block' }))
  expect(await database.store([judging.judge(text, { receivedAt: monday, secret: 'right' })])).toBe(1)
  expect(await reverify(database, app, [secret, 'right'], createNonceMemory())).toEqual({ accepted: 1, stillRefused: 0 })
  const reader = openReader(file)
  const all = (sql: string) => reader.prepare(sql).all()
  expect(all('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', answer: null }])
  expect(all('SELECT sessionId, decision FROM v_calls')).toEqual([{ sessionId: 's-1', decision: null }])
  reader.close()
})
