import type { Sms } from '../../shared/domain/sms.ts'
import type { Writer } from './connection.ts'

const columns = [
  'smsId',
  'notification',
  'at',
  'senderNumber',
  'receiverNumber',
  'xNumber',
  'bindingId',
  'content',
  'sendResult',
  'parts',
  'direction',
  'decision',
] as const satisfies readonly (keyof Sms)[]

export interface SmsOrigin {
  appId: number
  deliveryId: number
  receivedAt: number
}

/** Texts through X: one row per text, notification and app. */
export function smsStatements(writer: Writer) {
  const find = writer.prepare<[string, string, number], Sms>(
    `SELECT ${columns.join(', ')} FROM sms WHERE smsId = ? AND notification = ? AND appId = ?`,
  )
  const put = writer.prepare<unknown[]>(
    `INSERT INTO sms (appId, deliveryId, receivedAt, ${columns.join(', ')}) VALUES (?, ?, ?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT (smsId, notification, appId) DO UPDATE SET deliveryId = excluded.deliveryId, receivedAt = excluded.receivedAt,
     ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
  return {
    find: ({ smsId, notification }: Pick<Sms, 'smsId' | 'notification'>, appId: number) => find.get(smsId, notification, appId) ?? null,
    /** Inserts the text, or puts it in the place of the one known. */
    put: ({ appId, deliveryId, receivedAt }: SmsOrigin, sms: Sms) =>
      put.run(appId, deliveryId, receivedAt, ...columns.map((column) => sms[column])),
  }
}
