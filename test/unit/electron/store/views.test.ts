import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { bindingStates, callDirections, factSources } from '../../../../shared/domain/binding.ts'
import { callPhases } from '../../../../shared/domain/call.ts'
import { CallDecision, callEventTypes } from '../../../../shared/domain/call-event.ts'
import { ReleaseSide } from '../../../../shared/domain/cdr.ts'
import { deliveryKinds, deliveryReasons, verdicts } from '../../../../shared/domain/delivery.ts'
import { numberCauses, numberStatuses } from '../../../../shared/domain/number-status.ts'
import { modes } from '../../../../shared/domain/platform-app.ts'
import { outcomes } from '../../../../shared/domain/release.ts'
import { SmsDecision, SmsNotification } from '../../../../shared/domain/sms.ts'
import { migratedTo } from '../../../builders/migrated-to.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

/** The documented views (docs/database.md) are an interface: columns are added at the end, never renamed or moved. */
const documented = {
  v_deliveries: ['id', 'receivedAt', 'appKey', 'kind', 'verdict', 'copies'],
  v_call_events: ['sessionId', 'appKey', 'type', 'at', 'receivedAt'],
  v_calls: [
    'sessionId',
    'appKey',
    'mode',
    'xNumber',
    'callerNumber',
    'calleeNumber',
    'phase',
    'startedAt',
    'answeredAt',
    'endedAt',
    'releaseCode',
  ],
  v_cdrs: [
    'icid',
    'sessionId',
    'appKey',
    'bindingId',
    'xNumber',
    'callerNumber',
    'calleeNumber',
    'callInAt',
    'alertingAt',
    'answeredAt',
    'endedAt',
    'talkSeconds',
    'releasePoint',
    'q850Cause',
    'sipStatus',
  ],
  v_sms: ['smsId', 'appKey', 'xNumber', 'senderNumber', 'receiverNumber', 'notification', 'at', 'bindingId'],
  v_number_status: ['xNumber', 'appKey', 'status', 'cause', 'receivedAt'],
  v_x_numbers: ['xNumber', 'appKey', 'status', 'cause', 'statusSince'],
  v_bindings: [
    'bindingId',
    'appKey',
    'mode',
    'xNumber',
    'aNumber',
    'bNumber',
    'yNumber',
    'extension',
    'state',
    'createdAt',
    'expiresAt',
    'source',
  ],
}
const page = readFileSync(new URL('../../../../docs/database.md', import.meta.url), 'utf8')

const writer = migratedTo(Number.MAX_SAFE_INTEGER)
const schema = writer.prepare<[], { name: string; sql: string }>('SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL').all()

it.each(Object.entries(documented))('%s has its documented columns in their order', (view, columns) => {
  const found = writer.prepare(`SELECT name FROM pragma_table_info('${view}') ORDER BY cid`).pluck().all()
  expect(found.slice(0, columns.length)).toEqual(columns)
})

it('is documented column by column, in the same order', () => {
  const sections = page.split(/^## /m).filter((section) => section.startsWith('v_'))
  const columnsOf = (section: string) => {
    const table = section.slice(section.indexOf('| Column |')).split('\n\n')[0] ?? ''
    const firstCells = table.split('\n').map((row) => row.split('|')[1] ?? '')
    return firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]))
  }
  const written = sections.map((section) => [section.split('\n')[0], columnsOf(section)])
  const views = writer.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name`).pluck().all()
  const found = views.map((view) => [view, writer.prepare(`SELECT name FROM pragma_table_info('${view}') ORDER BY cid`).pluck().all()])
  expect(written.toSorted()).toEqual(found)
})

it('has every word of its closed lists on the page', () => {
  const told = [deliveryKinds, verdicts, deliveryReasons, modes, callEventTypes, CallDecision.options, callPhases, outcomes]
  const known = [numberStatuses, numberCauses, bindingStates, factSources, callDirections, SmsNotification.options, SmsDecision.options]
  const words: string[] = [told, known, [ReleaseSide.options]].flat(2)
  expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([])
})

it('has only examples that SQLite understands', () => {
  const examples = [...page.matchAll(/```sql\n([^`]+)```/g)].map((match) => match[1] ?? '')
  expect(examples.length).toBeGreaterThan(8)
  for (const example of examples) expect(() => writer.prepare(example)).not.toThrow()
})

it('can be read by another SQLite while it is open here', () => {
  const file = join(tempFolder(), 'maskline.db')
  const open = migratedTo(Number.MAX_SAFE_INTEGER, file)
  open.exec(
    `INSERT INTO platform_apps (name, mode, appKey, baseUrl, signature, pathToken, createdAt) VALUES ('s', 'AXB', 'k', 'u', 'required', 't', 0);
     INSERT INTO rejects (appId, receivedAt, reason, head, body) VALUES (1, 1, 'not-json', '{}', x'00')`,
  )
  const other = new DatabaseSync(file, { readOnly: true })
  const counts = Object.keys(documented).map((view) => other.prepare(`SELECT count(*) AS n FROM ${view}`).get()?.['n'])
  expect(counts).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  other.close()
  open.close()
})

it('has strict tables only', () => {
  const tables = writer
    .prepare<[], { name: string; strict: number }>(`SELECT name, strict FROM pragma_table_list WHERE type = 'table'`)
    .all()
  expect(tables.filter(({ name, strict }) => strict === 0 && !name.startsWith('sqlite_')).map(({ name }) => name)).toEqual([])
})

it('needs nothing that SQLite 3.40 does not have, and no function or collation of ours', () => {
  // What came after 3.40 (sqlite.org/changes.html): functions of 3.41-3.50, digit separators, ORDER BY within aggregates, quoted ->> paths.
  const newer =
    /\b(unhex|octet_length|concat|concat_ws|string_agg|jsonb\w*|timediff|if|unistr\w*|json_array_insert|percentile\w*|median|subtype)\s*\(|\d_\d|\bCOLLATE\b|\bWITHIN GROUP\b/i
  for (const { name, sql } of schema) expect(newer.test(sql) ? `${name} uses something newer` : 'fine').toBe('fine')
  const own = new Set(['count', 'coalesce', 'sum', 'max', 'min'])
  const called = schema.flatMap(({ sql }) =>
    sql.startsWith('CREATE VIEW') ? [...sql.matchAll(/\b([a-z_]+)\s*\(/gi)].map((match) => match[1] ?? '') : [],
  )
  expect(called.filter((name) => !own.has(name.toLowerCase()) && !/^(as|select|from|on|and|or|in)$/i.test(name))).toEqual([])
})
