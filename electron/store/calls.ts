import { Call } from '../../shared/domain/call.ts'
import type { CallEvent } from '../../shared/domain/call-event.ts'
import type { Cdr } from '../../shared/domain/cdr.ts'
import { Cdr as CdrSchema } from '../../shared/domain/cdr.ts'
import type { Reader, Writer } from './connection.ts'

const callColumns = [
  'mode',
  'bindingId',
  'xNumber',
  'yNumber',
  'extension',
  'decision',
  'callerNumber',
  'calleeNumber',
  'phase',
  'startedAt',
  'routedAt',
  'alertingAt',
  'answeredAt',
  'endedAt',
  'lastEventAt',
  'releaseCode',
  'q850Cause',
  'sipStatus',
  'releaseSide',
  'outcome',
  'areaCode',
] as const satisfies readonly (keyof Call)[]

const eventColumns = [
  'type',
  'at',
  'callerNumber',
  'calledNumber',
  'bindingId',
  'stateCode',
  'stateDesc',
  'userData',
  'digits',
  'decision',
  'decidedNumber',
] as const satisfies readonly (keyof CallEvent)[]

const cdrColumns = [
  'cdrKey',
  'icid',
  'bindingId',
  'xNumber',
  'callerNumber',
  'calleeNumber',
  'displayNumber',
  'dialledNumber',
  'callInAt',
  'forwardedAt',
  'alertingAt',
  'answeredAt',
  'endedAt',
  'failedAt',
  'talkSeconds',
  'releasePoint',
  'q850Cause',
  'sipStatus',
  'releaseSide',
  'areaCode',
  'extension',
  'userData',
  'recordStartedAt',
  'recordDomain',
  'recordObject',
  'recordUrl',
  'more',
] as const satisfies readonly (keyof Cdr)[]

const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ')
const assign = (columns: readonly string[]) => columns.map((column) => `${column} = ?`).join(', ')

type StoredCdr = Omit<Cdr, 'recorded' | 'asked' | 'sessionId' | 'appKey'> & { recorded: number; asked: number }

const flagsOf = ({ recorded, asked }: StoredCdr) => ({ recorded: recorded === 1, asked: asked === 1 })

/** What derives a call: at most one event per type, and its CDRs. */
export interface CallSources {
  events: CallEvent[]
  cdrs: Cdr[]
}

/** Prepared once per connection: this is the hot path. Rows are not re-parsed here, the writer wrote them itself. */
export function callStatements(writer: Writer) {
  const find = writer.prepare<[string, number], number>('SELECT id FROM calls WHERE sessionId = ? AND appId = ?').pluck()
  const insertCall = writer.prepare<unknown[]>(
    `INSERT INTO calls (appId, sessionId, hasCdr, ${callColumns.join(', ')}) VALUES (${marks(callColumns.length + 3)})`,
  )
  const updateCall = writer.prepare<unknown[]>(`UPDATE calls SET hasCdr = ?, ${assign(callColumns)} WHERE id = ?`)
  const events = writer.prepare<[number], Omit<CallEvent, 'sessionId' | 'appKey'>>(
    `SELECT ${eventColumns.join(', ')} FROM call_events WHERE callId = ?`,
  )
  const cdrs = writer.prepare<[number], StoredCdr>(`SELECT recorded, asked, ${cdrColumns.join(', ')} FROM cdrs WHERE callId = ?`)
  const putEvent = writer.prepare<unknown[]>(
    `INSERT INTO call_events (callId, deliveryId, receivedAt, ${eventColumns.join(', ')}) VALUES (${marks(eventColumns.length + 3)})
     ON CONFLICT (callId, type) DO UPDATE SET deliveryId = excluded.deliveryId, receivedAt = excluded.receivedAt,
     ${eventColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
  const putCdr = writer.prepare<unknown[]>(
    `INSERT INTO cdrs (callId, deliveryId, receivedAt, recorded, asked, ${cdrColumns.join(', ')}) VALUES (${marks(cdrColumns.length + 5)})
     ON CONFLICT (callId, cdrKey) DO UPDATE SET deliveryId = excluded.deliveryId, receivedAt = excluded.receivedAt,
     recorded = excluded.recorded, asked = excluded.asked, ${cdrColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )

  return {
    find: (appId: number, sessionId: string) => find.get(sessionId, appId) ?? null,
    insertCall: (appId: number, call: Call) =>
      Number(insertCall.run(appId, call.sessionId, Number(call.hasCdr), ...callColumns.map((column) => call[column])).lastInsertRowid),
    updateCall: (id: number, call: Call) => updateCall.run(Number(call.hasCdr), ...callColumns.map((column) => call[column]), id),
    sources(id: number, sessionId: string, appKey: string): CallSources {
      return {
        events: events.all(id).map((row) => ({ ...row, sessionId, appKey })),
        cdrs: cdrs.all(id).map((row) => ({ ...row, ...flagsOf(row), sessionId, appKey })),
      }
    },
    /** Inserts the event, or puts it in the place of the one of its type. */
    putEvent: (callId: number, deliveryId: number, receivedAt: number, event: CallEvent) =>
      putEvent.run(callId, deliveryId, receivedAt, ...eventColumns.map((column) => event[column])),
    putCdr: (callId: number, deliveryId: number, receivedAt: number, cdr: Cdr) =>
      putCdr.run(callId, deliveryId, receivedAt, Number(cdr.recorded), Number(cdr.asked), ...cdrColumns.map((column) => cdr[column])),
  }
}

/** A call by row id, parsed; null where there is none. */
export function getCall(reader: Reader, id: number): { call: Call; appId: number; appName: string } | null {
  const row = reader
    .prepare<[number], Record<string, unknown>>(
      `SELECT c.sessionId, c.hasCdr, c.appId, a.appKey, a.name AS appName, ${callColumns.map((column) => `c.${column}`).join(', ')}
         FROM calls c JOIN platform_apps a ON a.id = c.appId WHERE c.id = ?`,
    )
    .get(id)
  if (row === undefined) return null
  return { call: Call.parse({ ...row, hasCdr: row['hasCdr'] === 1 }), appId: Number(row['appId']), appName: String(row['appName']) }
}

/** The CDRs of a call with when and by which delivery they came. */
export function listCdrsOfCall(
  reader: Reader,
  callId: number,
  call: Pick<Call, 'sessionId' | 'appKey'>,
): { cdr: Cdr; receivedAt: number; deliveryId: number }[] {
  return reader
    .prepare<[number], StoredCdr & { receivedAt: number; deliveryId: number }>(
      `SELECT recorded, asked, receivedAt, deliveryId, ${cdrColumns.join(', ')} FROM cdrs WHERE callId = ?`,
    )
    .all(callId)
    .map(({ receivedAt, deliveryId, ...row }) => ({
      cdr: CdrSchema.parse({ ...row, ...flagsOf(row), sessionId: call.sessionId, appKey: call.appKey }),
      receivedAt,
      deliveryId,
    }))
}
