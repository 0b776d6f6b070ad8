import { expect, it } from 'vitest'
import { migratedTo, takeStep } from '../../../../builders/migrated-to.ts'

it('0060 adds reports and texts, and X numbers known before stand behind any new evidence', () => {
  const writer = migratedTo(50)
  writer.exec(`INSERT INTO x_numbers (number, appId, areaCode) VALUES ('+8617000000001', 1, '0755')`)
  takeStep(writer, 60)
  expect(writer.prepare('SELECT * FROM x_numbers').all()).toEqual([
    {
      id: 1,
      number: '+8617000000001',
      appId: 1,
      areaCode: '0755',
      evidenceAt: 0,
      status: null,
      cause: null,
      statusSince: null,
      statusAt: null,
      importedAt: null,
      importedAreaCode: null,
    },
  ])
  const report = `INSERT INTO number_statuses (appId, deliveryId, position, receivedAt, number, status, statusCode)
                  VALUES (1, 1, 0, 1, '+8617000000001', 'normal', '5')`
  // The same report may come again; the same text may not.
  writer.exec(report)
  writer.exec(report)
  const sms = (appId: number, notification: string) =>
    writer.exec(`INSERT INTO sms (appId, deliveryId, receivedAt, smsId, notification) VALUES (${appId}, 1, 1, 'm', '${notification}')`)
  sms(1, 'Block')
  sms(1, 'Notify')
  sms(2, 'Notify')
  expect(() => sms(1, 'Notify')).toThrow(/UNIQUE constraint failed: sms.smsId, sms.notification, sms.appId/)
})
