import fc from 'fast-check'
import type { z } from 'zod'
import { WireStatusInfo } from '../../electron/platform/wire/call-event.ts'
import { WireFee } from '../../electron/platform/wire/fee.ts'
import { WireNumberInfo } from '../../electron/platform/wire/number-status.ts'
import { WireSmsEvent } from '../../electron/platform/wire/sms.ts'
import { callEventTypes } from '../../shared/domain/call-event.ts'
import { anApp } from './platform-app.ts'

/** Pushes of somebody who holds the secret, or not, and means no good: the documented shapes, bent field by field and byte by byte. */

export interface HostilePush {
  bytes: Uint8Array<ArrayBuffer>
  signature: 'valid' | 'wrong' | 'missing' | 'malformed'
  /** Of `Created`, hours off ours. */
  hoursOff: number
  /** Comes once more, with the same bytes. */
  again: boolean
}

const phone = fc.constantFrom('+8613800000001', '13900000002', '008617000000001', '0755-28000010', '4008001234', ' +86 138 0000 0001 ')
const time = fc.constantFrom('2026-03-01 02:00:01', '2026-03-01T02:00:01.023Z', '1772330401', '1772330401000', '2026-02-30 00:00:00', '')
const code = fc.constantFrom<unknown>(0, 1, 8101, 8014, '0', '31', '', null)

/** What a documented field may hold, by its name. */
function fit(field: string): fc.Arbitrary<unknown> {
  if (/time/i.test(field) && !field.startsWith('tts')) return time
  if (/Num$|number|^call(er|ed|ing)$/i.test(field)) return phone
  if (/Code$|Rsn$|Reason$|Flag$|Direction$|^direction|Result$|Duration$|CheckType$/.test(field)) return code
  if (field === 'status' || field === 'cause') return fc.constantFrom<unknown>('5', '9', '10', '11', '2', 10, '99')
  if (field.endsWith('Mode')) return fc.constantFrom('Block', 'Notify')
  if (field === 'appKey') return fc.constantFrom(anApp().appKey, '')
  if (field === 'smsContent') return fc.constantFrom('hello', 'hello @13900000002', '@', '＠１３９０００００００２')
  return fc.integer({ min: 0, max: 5_000 }).map((id) => `${field}-${id}`)
}

const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const strangeText = fc.string({
  unit: fc.constantFrom('\u0000', '\ud800', '\udfff', '😀', '"', '\\', "'", '\u202e', 'a', '１', '%', '\n'),
  maxLength: 12,
})
/** What no field is documented to hold. */
const misfit: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, '', '   ', 'soon', [], {}, [[]], { length: 1 }),
  strangeText,
  fc.constantFrom('x'.repeat(2_000), '9'.repeat(400), '@'.repeat(3_000), `@1${' '.repeat(5_000)}x`, '__proto__', 'constructor', 'toString'),
  fc.constantFrom(1, 8, 31, 32, 33, 200, 2_000).map(deep),
  fc.jsonValue({ maxDepth: 3 }),
)

type Shape = { shape: Readonly<Record<string, z.ZodType>> }
type Edit = { field: string; value: unknown; remove: boolean }

/** A record as documented, with a few of its fields gone or wrong. */
function bent({ shape }: Shape): fc.Arbitrary<object> {
  const fields = Object.keys(shape)
  const whole = fc.record(Object.fromEntries(fields.map((field) => [field, fit(field)])))
  const field = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: strangeText })
  const edits = fc.array(fc.record<Edit>({ field, value: misfit, remove: fc.boolean() }), { maxLength: 2 })
  return fc.tuple(whole, edits).map(([record, changes]) => {
    const changed: Record<string, unknown> = { ...record }
    for (const { field: name, value, remove } of changes) {
      if (remove) delete changed[name]
      else Object.defineProperty(changed, name, { value, enumerable: true, configurable: true, writable: true })
    }
    return changed
  })
}

const list = (record: fc.Arbitrary<object>, most: number) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: misfit }), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(record, { minLength: most + 1, maxLength: most + 1 }) },
    { weight: 1, arbitrary: misfit },
  )

const eventType = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...callEventTypes) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('teleport', '', 'fee', 7) },
)
/** Lists of so many records that each of them costs something: what is bad all the way, and one good record behind it. */
const endless: fc.Arbitrary<unknown> = fc
  .record({
    of: fc.constantFrom('feeLst', 'numInfo', 'extParas'),
    filling: fc.constantFrom<unknown>(1, {}, { number: 1 }),
    length: fc.constantFrom(1_999, 2_000, 30_000, 160_000, 240_000),
    last: fc.constantFrom<unknown>({ sessionId: 's-endless', number: '+8617000000001', status: '5' }, 1),
  })
  .map(({ of, filling, length, last }) => {
    // As long as a body may be: what is longer is not read at all.
    const fitting = Math.min(length, Math.floor(500_000 / (JSON.stringify(filling).length + 1)))
    const records = [...Array.from({ length: fitting }, () => filling), last]
    if (of === 'extParas') return { smsEvent: { smsIdentifier: 'm-endless', notificationMode: 'Block', extInfo: { extParas: records } } }
    return of === 'feeLst' ? { eventType: 'fee', feeLst: records } : { eventType: 'numStatus', numInfo: records }
  })
const body: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: endless },
  {
    weight: 6,
    arbitrary: fc.record({
      eventType,
      statusInfo: fc.oneof({ weight: 15, arbitrary: bent(WireStatusInfo) }, { weight: 1, arbitrary: misfit }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ eventType: fc.constant('fee'), feeLst: list(bent(WireFee), 50) }) },
  { weight: 3, arbitrary: fc.record({ eventType: fc.constant('numStatus'), numInfo: list(bent(WireNumberInfo), 100) }) },
  { weight: 4, arbitrary: fc.record({ appKey: fit('appKey'), smsEvent: bent(WireSmsEvent) }) },
  { weight: 1, arbitrary: fc.jsonValue() },
)

/** Changes to the text that no object can express. */
const textEdit: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 70, arbitrary: fc.constant((text: string) => text) },
  { weight: 5, arbitrary: fc.nat(30).map((at) => (text: string) => onNth(text, /"\w+":/g, at, (name) => `${name}0,${name}`)) },
  { weight: 5, arbitrary: fc.nat(6).map((at) => (text: string) => onNth(text, /\{/g, at, () => '{"__proto__":{"polluted":true},')) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(10), fc.constantFrom('1e400', '-1e400', '123456789012345678901234567890', '0.1e-400', '-0')).map(
      ([at, number]) =>
        (text: string) =>
          onNth(text, /:(\d+|"[^"]*")(?=[,}])/g, at, () => `:${number}`),
    ),
  },
  { weight: 5, arbitrary: fc.nat(6).map((at) => (text: string) => onNth(text, /[{[,:]/g, at, (mark) => `${mark} \t\r\n`)) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(3), fc.constantFrom(1_000, 60_000, 150_000)).map(
      ([at, depth]) =>
        (text: string) =>
          onNth(text, /\{/g, at, () => `{"deep":${'['.repeat(depth)}${']'.repeat(depth)},`),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(70_000, 300_000, 600_000).map((size) => (text: string) => `${text}${' '.repeat(size)}`) },
)

function onNth(text: string, pattern: RegExp, nth: number, change: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  const match = found[nth % Math.max(found.length, 1)]
  return match === undefined ? text : text.slice(0, match.index) + change(match[0]) + text.slice(match.index + match[0].length)
}

interface Mutation {
  what: 'change' | 'insert' | 'remove' | 'cut' | 'repeat'
  at: number
  byte: number
}
const mutation = fc.record<Mutation>({
  what: fc.constantFrom('change', 'insert', 'remove', 'cut', 'repeat'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 0x22, 0x5c, 0x7b, 0x80, 0xc0, 0xed, 0xff)),
})
const mutations = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 4 }) },
)

function mutate(bytes: readonly number[], { what, at, byte }: Mutation): number[] {
  const place = Math.floor(at * bytes.length)
  const [before, after] = [bytes.slice(0, place), bytes.slice(place)]
  switch (what) {
    case 'change':
      return [...before, byte, ...after.slice(1)]
    case 'insert':
      return [...before, byte, ...after]
    case 'remove':
      return [...before, ...after.slice(1)]
    case 'cut':
      return before
    case 'repeat':
      return [...before, ...after.slice(0, 20), ...after]
  }
}

export const hostilePush: fc.Arbitrary<HostilePush> = fc
  .tuple(
    body,
    textEdit,
    mutations,
    fc.oneof(
      { weight: 20, arbitrary: fc.constant('valid' as const) },
      { weight: 1, arbitrary: fc.constantFrom('wrong' as const, 'missing' as const, 'malformed' as const) },
    ),
    fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-13, 1) }),
    fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  )
  .map(([value, edit, changes, signature, hoursOff, again]) => {
    const text = Buffer.from(edit(JSON.stringify(value)), 'utf8')
    const bytes = changes.length === 0 ? text : changes.reduce<number[]>(mutate, [...text])
    return { bytes: Uint8Array.from(bytes), signature, hoursOff, again }
  })
