import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callEventTypes } from '../../../../shared/domain/call-event.ts'
import { hourMs, secondMs } from '../../../../shared/domain/time.ts'
import {
  bodiesInOrder,
  eventBody,
  feeBody,
  feeRecord,
  generatedCalls,
  monday,
  numbers,
  numberStatusBody,
  smsBody,
} from '../../../builders/pushes.ts'
import { factsIn, openTestStore } from '../../../builders/test-store.ts'
import { seed } from '../../../support/seed.ts'

/** Pushes come late, twice, out of order and merged; the store must not show it. */

/** A push of its own, or a CDR to be merged with others. */
interface Piece {
  kind: 'push' | 'cdr'
  body: object
}

const integers = /^(stateCode|ulFailReason|fwdUnaswRsn|sipStatusCode|sendResult)$/

/** The same facts in other bytes: fields in another order, integers as text. What a CDR has besides is kept, so it would be another. */
const dresses: readonly ((body: object) => object)[] = [
  (body) => body,
  (body) => Object.fromEntries(Object.entries(body).toReversed()),
  (body) => JSON.parse(JSON.stringify(body), (key, value: unknown) => (integers.test(key) ? String(value) : value)) as object,
]

/** How the pieces come in: which come again and in which dress, in which order, merged and grouped how, how late, with restarts between. */
function comings(pieces: readonly Piece[]) {
  const again = fc.array(fc.record({ piece: fc.nat(pieces.length - 1), dress: fc.nat(dresses.length - 1) }), { maxLength: 24 })
  return again.chain((extra) => {
    const all = [...pieces.map((_, piece) => ({ piece, dress: 0 })), ...extra]
    return fc.record({
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      mergedBy: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
      groupedBy: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
      delays: fc.array(fc.nat(5 * hourMs), { minLength: 1, maxLength: 8 }),
      signedLate: fc.boolean(),
      restarts: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    })
  })
}
type Coming = ReturnType<typeof comings> extends fc.Arbitrary<infer C> ? C : never

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** The texts of the pushes, with CDRs merged into lists as they come. */
function pushesOf(pieces: readonly Piece[], { order, mergedBy }: Coming): string[] {
  const texts: string[] = []
  let list: object[] = []
  for (const { piece, dress } of order) {
    const { kind, body } = cycled(pieces, piece)
    const dressed = cycled(dresses, dress)(body)
    if (kind === 'push') texts.push(JSON.stringify(dressed))
    else list.push(dressed)
    if (list.length >= cycled(mergedBy, texts.length)) {
      texts.push(JSON.stringify(feeBody(list)))
      list = []
    }
  }
  return list.length === 0 ? texts : [...texts, JSON.stringify(feeBody(list))]
}

function storeAsTheyCome(pieces: readonly Piece[], coming: Coming): ReturnType<typeof factsIn> {
  const store = openTestStore()
  try {
    const texts = pushesOf(pieces, coming)
    for (let from = 0, group = 0; from < texts.length; group += 1) {
      const size = cycled(coming.groupedBy, group)
      const arrivals = texts.slice(from, from + size).map((text, offset) => {
        const receivedAt = monday + hourMs + cycled(coming.delays, from + offset)
        return store.judge(text, { receivedAt, signedAt: coming.signedLate ? receivedAt : monday })
      })
      for (const { verdict } of store.ingest.group(arrivals)) expect(['accepted', 'duplicate', 'partial']).toContain(verdict)
      if (cycled(coming.restarts, group)) store.restart()
      from += size
    }
    return factsIn(store.writer)
  } finally {
    store.close()
  }
}

function storeInOrder(bodies: readonly object[]): ReturnType<typeof factsIn> {
  const store = openTestStore()
  try {
    for (const body of bodies) store.take(JSON.stringify(body), { receivedAt: monday })
    return factsIn(store.writer)
  } finally {
    store.close()
  }
}

describe('pushes of generated calls', () => {
  const stories = fc
    .record({ world: fc.nat(1_000_000), indexes: fc.uniqueArray(fc.nat(50_000), { minLength: 1, maxLength: 6 }) })
    .chain(({ world, indexes }) => {
      const calls = generatedCalls(world, indexes)
      const inOrder = [...bodiesInOrder(calls), ...calls.flatMap(({ cdr }, index) => besides(String(cdr.record['sessionId']), index))]
      const pieces: Piece[] = [
        ...calls.flatMap(({ events }) => events.map(({ body }): Piece => ({ kind: 'push', body }))),
        ...calls.map(({ cdr }): Piece => ({ kind: 'cdr', body: cdr.record })),
        ...calls.flatMap(({ cdr }, index) =>
          besides(String(cdr.record['sessionId']), index).map((body): Piece => ({ kind: 'push', body })),
        ),
      ]
      return fc.record({ inOrder: fc.constant(inOrder), pieces: fc.constant(pieces), coming: comings(pieces) })
    })

  /** What other modes tell besides: digits typed, a text asked about and passed on. */
  function besides(session: string, index: number): object[] {
    const at = monday + index * secondMs
    return [
      eventBody('collectInfo', session, at, { digitInfo: '0001' }),
      smsBody(`m-${index}`, 'Block', at, { smsContent: 'hello', sendResult: 0 }),
      smsBody(`m-${index}`, 'Notify', at + secondMs, { sendResult: 2 }),
    ]
  }

  it(`shuffled, doubled, merged and late give the store they give in order, once (seed ${seed})`, () => {
    fc.assert(
      fc.property(stories, ({ inOrder, pieces, coming }) => {
        expect(storeAsTheyCome(pieces, coming)).toEqual(storeInOrder(inOrder))
      }),
      { seed, numRuns: 150 },
    )
  })
})

describe('pushes that contradict each other', () => {
  const sessions = fc.constantFrom('s-1', 's-2')
  const second = fc.nat(2).map((seconds) => monday + seconds * secondMs)
  const party = fc.constantFrom('+8613800000001', '+8613900000002', '+8617000000001', '+8617000000002')
  const eventPiece = fc
    .record({
      type: fc.constantFrom(...callEventTypes),
      session: sessions,
      at: second,
      info: fc.record(
        {
          caller: party,
          called: party,
          stateCode: fc.constantFrom(0, 8101),
          subscriptionId: fc.constantFrom('b-1', 'b-2'),
          digitInfo: fc.constantFrom('0001', '0002'),
          notifyMode: fc.constantFrom('Block', 'Notify'),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ type, session, at, info }): Piece => ({ kind: 'push', body: eventBody(type, session, at, info) }))
  const cdrPiece = fc
    .record({
      session: sessions,
      at: second,
      given: fc.record(
        {
          icid: fc.constantFrom('i-1', 'i-2', ''),
          areaCode: fc.constantFrom('0755', '010', ''),
          bindNum: party,
          fwdDstNum: party,
          callEndTime: fc.constantFrom('', '1970-01-01 00:00:00', '2026-03-02 02:01:00', '2026-03-02 02:02:00'),
          ulFailReason: fc.constantFrom(0, 8101),
          hostName: fc.constantFrom('ce1', 'ce2'),
          novelty: fc.constantFrom(1, '1'),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ session, at, given }): Piece => ({ kind: 'cdr', body: feeRecord(session, at, given) }))
  const smsPiece = fc
    .record({
      id: fc.constantFrom('m-1', 'm-2'),
      mode: fc.constantFrom('Block' as const, 'Notify' as const),
      at: second,
      given: fc.record(
        {
          timeStamp: fc.constantFrom('', '2026-03-02 02:00:01'),
          virtualNumber: party,
          calling: party,
          sendResult: fc.constantFrom(0, 2),
          smsContent: fc.constantFrom('hello', `hello @${numbers.b}`),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ id, mode, at, given }): Piece => ({ kind: 'push', body: smsBody(id, mode, at, given) }))
  const stories = fc
    .array(fc.oneof(eventPiece, cdrPiece, smsPiece), { minLength: 1, maxLength: 12 })
    .chain((pieces) => fc.record({ pieces: fc.constant(pieces), one: comings(pieces), other: comings(pieces) }))

  it(`give one answer in whatever order (seed ${seed})`, () => {
    fc.assert(
      fc.property(stories, ({ pieces, one, other }) => {
        expect(storeAsTheyCome(pieces, one)).toEqual(storeAsTheyCome(pieces, other))
      }),
      { seed, numRuns: 300 },
    )
  })
})

describe('number statuses, which carry no time of their own', () => {
  const [x1, x2] = [numbers.x, '+8617000000002']
  const entry = fc.record({
    number: fc.constantFrom(x1, x2),
    status: fc.constantFrom('5', '9', '10', '12'),
    cause: fc.constantFrom(undefined, '2', '3', '77'),
  })
  const pushed = fc.record({
    entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
    /** Whether it comes again with the same nonce, and whether it is refused at first and taken in later. */
    again: fc.boolean(),
    refusedAtFirst: fc.boolean(),
    /** Our clock was ahead then. */
    ahead: fc.boolean(),
  })
  const words: Record<string, string> = {
    5: 'normal',
    9: 'paused',
    10: 'unavailable',
    'cause 2': 'arrears',
    'cause 3': 'carrier-suspended',
  }
  type Pushed = typeof pushed extends fc.Arbitrary<infer P> ? P : never
  const receivedAt = (pushes: readonly Pushed[], index: number) => monday + index * secondMs + (pushes[index]?.ahead === true ? hourMs : 0)

  /** What the reports come to, told from what was delivered after what, and from nothing else. */
  function standing(pushes: readonly Pushed[]) {
    const numbersKnown = new Map<string, { status: string; cause: string | null; statusSince: number; statusAt: number }>()
    for (const [index, { entries }] of pushes.entries()) {
      for (const { number, status, cause } of entries) {
        const word = words[status] ?? 'unknown'
        const reason = cause === undefined ? null : (words[`cause ${cause}`] ?? cause)
        const before = numbersKnown.get(number)
        const goesOn = before?.status === word && before.cause === reason
        const statusSince = goesOn ? before.statusSince : receivedAt(pushes, index)
        numbersKnown.set(number, { status: word, cause: reason, statusSince, statusAt: receivedAt(pushes, index) })
      }
    }
    return [...numbersKnown].map(([number, told]) => ({ number, ...told })).toSorted((a, b) => (a.number < b.number ? -1 : 1))
  }

  it(`count by the order in which they were delivered, whatever our clock said and whatever came twice or was taken in later (seed ${seed})`, () => {
    const stories = fc.array(pushed, { minLength: 1, maxLength: 10 }).chain((pushes) =>
      fc.record({
        pushes: fc.constant(pushes),
        later: fc.shuffledSubarray(
          pushes.map((_, index) => index).filter((index) => pushes[index]?.refusedAtFirst),
          { minLength: pushes.filter(({ refusedAtFirst }) => refusedAtFirst).length },
        ),
        restarts: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      }),
    )
    fc.assert(
      fc.property(stories, ({ pushes, later, restarts }) => {
        const store = openTestStore()
        try {
          // Refused pushes of the same bytes are one row of the journal, so each of them says something more.
          const more = (index: number) => (pushes[index]?.refusedAtFirst === true ? { novelty: index } : {})
          const textOf = (index: number) => JSON.stringify({ ...numberStatusBody(pushes[index]?.entries ?? []), ...more(index) })
          const kept = new Map<number, number>()
          for (const [index, { again, refusedAtFirst }] of pushes.entries()) {
            const coming = { receivedAt: receivedAt(pushes, index), nonce: `n${index}` }
            if (refusedAtFirst) {
              kept.set(index, store.take(textOf(index), { ...coming, nonce: `refused ${index}`, secret: 'wrong' }).deliveryId)
              continue
            }
            expect(store.take(textOf(index), coming).verdict).toBe('accepted')
            if (again) expect(store.take(textOf(index), { ...coming, receivedAt: coming.receivedAt + secondMs }).verdict).toBe('duplicate')
            if (cycled(restarts, index)) store.restart()
          }
          for (const index of later) {
            const arrival = store.judge(textOf(index), { receivedAt: receivedAt(pushes, index), nonce: `n${index}` })
            expect(store.ingest.rejudge(kept.get(index) ?? 0, arrival).verdict).toBe('accepted')
          }
          const found = store.writer.prepare('SELECT number, status, cause, statusSince, statusAt FROM x_numbers ORDER BY number').all()
          expect(found).toEqual(standing(pushes))
          const reports = pushes.reduce((sum, { entries }) => sum + entries.length, 0)
          expect(store.writer.prepare('SELECT count(*) FROM v_number_status').pluck().get()).toBe(reports)
        } finally {
          store.close()
        }
      }),
      { seed, numRuns: 150 },
    )
  })
})
