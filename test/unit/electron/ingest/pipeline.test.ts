import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callEventTypes } from '../../../../shared/domain/call-event.ts'
import { hourMs, secondMs } from '../../../../shared/domain/time.ts'
import { bodiesInOrder, eventBody, feeBody, feeRecord, generatedCalls, monday } from '../../../builders/pushes.ts'
import { factsIn, openTestStore } from '../../../builders/test-store.ts'
import { seed } from '../../../support/seed.ts'

/** Pushes come late, twice, out of order and merged; the store must not show it. */

interface Piece {
  kind: 'event' | 'cdr'
  body: object
}

/** The same facts in other bytes: a field nobody knows, blanks, integers as text. */
const dresses: readonly ((body: object) => object)[] = [
  (body) => body,
  (body) => ({ novelty: true, ...body }),
  (body) => JSON.parse(JSON.stringify(body), (key, value: unknown) => (/Code$|Reason$|Rsn$/.test(key) ? String(value) : value)) as object,
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
    if (kind === 'event') texts.push(JSON.stringify(dressed))
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
      const pieces: Piece[] = [
        ...calls.flatMap(({ events }) => events.map(({ body }): Piece => ({ kind: 'event', body }))),
        ...calls.map(({ cdr }): Piece => ({ kind: 'cdr', body: cdr.record })),
      ]
      return fc.record({ calls: fc.constant(calls), pieces: fc.constant(pieces), coming: comings(pieces) })
    })

  it(`shuffled, doubled, merged and late give the store they give in order, once (seed ${seed})`, () => {
    fc.assert(
      fc.property(stories, ({ calls, pieces, coming }) => {
        expect(storeAsTheyCome(pieces, coming)).toEqual(storeInOrder(bodiesInOrder(calls)))
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
      type: fc.constantFrom(...callEventTypes.filter((type) => type !== 'collectInfo')),
      session: sessions,
      at: second,
      info: fc.record(
        { caller: party, called: party, stateCode: fc.constantFrom(0, 8101), subscriptionId: fc.constantFrom('b-1', 'b-2') },
        { requiredKeys: [] },
      ),
    })
    .map(({ type, session, at, info }): Piece => ({ kind: 'event', body: eventBody(type, session, at, info) }))
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
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ session, at, given }): Piece => ({ kind: 'cdr', body: feeRecord(session, at, given) }))
  const stories = fc
    .array(fc.oneof(eventPiece, cdrPiece), { minLength: 1, maxLength: 12 })
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
