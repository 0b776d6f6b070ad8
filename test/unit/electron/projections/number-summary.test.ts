import { expect, it, onTestFinished } from 'vitest'
import { numberSummary } from '../../../../electron/projections/number-summary.ts'
import { insertPlatformApp } from '../../../../electron/store/platform-apps.ts'
import { NumberSummary } from '../../../../shared/ipc/numbers.ts'
import { anApp } from '../../../builders/platform-app.ts'
import { openTestStore } from '../../../builders/test-store.ts'

it('counts the X numbers of each app by status, and those of a number table', () => {
  const store = openTestStore()
  onTestFinished(() => store.close())
  const other = insertPlatformApp(store.writer, anApp({ name: 'other', mode: 'AX', appKey: 'k-other', pathToken: 'token-of-other' }))
  insertPlatformApp(store.writer, anApp({ name: 'empty', mode: 'X', appKey: 'k-empty', pathToken: 'token-of-empty' }))
  const add = store.writer.prepare('INSERT INTO x_numbers (number, appId, status, cause, importedAt) VALUES (?, ?, ?, ?, ?)')
  add.run('+8617000000001', 1, 'normal', null, null)
  add.run('+8617000000002', 1, 'normal', null, 5)
  add.run('+8617000000003', 1, 'unavailable', 'arrears', 5)
  // Never reported, and reported with a code that nobody documents.
  add.run('+8617000000004', 1, null, null, 5)
  add.run('+8617000000005', 1, 'unknown', null, null)
  add.run('+8617000000006', other.id, 'paused', null, null)
  add.run('+8617000000007', other.id, 'binding-frozen', null, 5)
  const none = { normal: 0, paused: 0, unavailable: 0, 'binding-frozen': 0, unknown: 0 }
  expect(NumberSummary.parse(numberSummary(store.writer))).toEqual([
    { appId: 1, appName: 'shop', mode: 'AXB', numbers: 5, imported: 3, byStatus: { ...none, normal: 2, unavailable: 1, unknown: 1 } },
    { appId: 2, appName: 'other', mode: 'AX', numbers: 2, imported: 1, byStatus: { ...none, paused: 1, 'binding-frozen': 1 } },
    { appId: 3, appName: 'empty', mode: 'X', numbers: 0, imported: 0, byStatus: none },
  ])
})
