import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bindingKey, type Binding } from '../../../../shared/domain/binding.ts'
import type { KnownBinding } from '../../../../shared/domain/binding-lifetime.ts'
import { reconcile, stands, type Reading } from '../../../../shared/domain/reconciliation.ts'
import { hourMs, minuteMs } from '../../../../shared/domain/time.ts'
import { aBinding, aKnownBinding } from '../../../builders/bindings.ts'
import { seed } from '../../../support/seed.ts'

/** A reading that took a second. */
const reading = (found: readonly Binding[], askedAt: number, given: Partial<Reading> = {}): Reading => ({
  mode: 'AXB',
  found,
  complete: true,
  askedAt,
  answeredAt: askedAt + 1_000,
  previousAt: null,
  ...given,
})

const nothing = { differences: [], firstRead: [], learned: [] }

const changesOf = (known: KnownBinding[], read: Reading) => reconcile(known, read).differences.map(({ change }) => change)

/** What is known after a reading. */
function learn(known: readonly KnownBinding[], read: Reading): KnownBinding[] {
  const { differences, firstRead, learned } = reconcile(known, read)
  const later = new Map(known.map((binding) => [bindingKey(binding), binding]))
  for (const { after } of differences) later.set(bindingKey(after), after)
  for (const after of [...firstRead, ...learned]) later.set(bindingKey(after), after)
  return [...later.values()]
}

describe('reading back', () => {
  it('finds what was made elsewhere, and when it cannot have been made yet', () => {
    const { differences } = reconcile([], reading([aBinding()], hourMs, { previousAt: 5 }))
    expect(differences).toMatchObject([
      {
        change: 'found',
        before: null,
        after: { state: 'active', source: 'poll', createdAt: null, countedAfter: 5, countedBy: hourMs + 1_000 },
      },
    ])
  })

  it('knows of what was there at the first reading, and of no time, and calls it no difference', () => {
    const { differences, firstRead } = reconcile([aKnownBinding()], reading([aBinding(), aBinding({ bindingId: 'b-2' })], hourMs))
    expect(differences).toEqual([])
    expect(firstRead).toMatchObject([
      { bindingId: 'b-2', state: 'active', source: 'poll', createdAt: null, countedAfter: null, countedBy: hourMs + 1_000 },
    ])
  })

  it('finds nothing where nothing changed', () => {
    expect(reconcile([aKnownBinding()], reading([aBinding()], hourMs))).toEqual(nothing)
  })

  it('tells a changed setting from before and after, those without a word of ours too', () => {
    const known = aKnownBinding({ recorded: true, more: '{"tone":"a.wav"}' })
    const now = aBinding({ bNumber: '+8613900000003', recorded: true, more: '{"sms":false,"tone":"b.wav"}' })
    expect(reconcile([known], reading([now], hourMs)).differences).toMatchObject([
      {
        change: 'changed-elsewhere',
        fields: { bNumber: ['+8613900000002', '+8613900000003'], 'more.sms': [null, false], 'more.tone': ['a.wav', 'b.wav'] },
        after: { bNumber: '+8613900000003', more: '{"sms":false,"tone":"b.wav"}' },
      },
    ])
  })

  it('takes a setting that is left out for its default, and a party that is left out for not told', () => {
    const silent = aBinding({ callDirection: null, maxMinutes: null, recorded: null, durationSeconds: null, xNumber: null, aNumber: null })
    expect(reconcile([aKnownBinding()], reading([silent], hourMs)).differences).toEqual([])
    expect(changesOf([aKnownBinding({ maxMinutes: 60 })], reading([silent], hourMs))).toEqual(['changed-elsewhere'])
  })

  it('completes what the reply to a bind left out without calling it a change', () => {
    const bound = aKnownBinding({ readAt: null, callDirection: null, maxMinutes: null, userData: null, source: 'command' })
    const listed = aBinding({ callDirection: 'a-calls', maxMinutes: 30, userData: 'order-7', more: '{"sms":true}' })
    const { differences, learned } = reconcile([bound], reading([listed], hourMs))
    expect(differences).toEqual([])
    expect(learned).toMatchObject([{ callDirection: 'a-calls', maxMinutes: 30, userData: 'order-7', more: '{"sms":true}', readAt: hourMs }])
  })

  it('sees a value that contradicts what we asked for ourselves', () => {
    const bound = aKnownBinding({ readAt: null, maxMinutes: 60 })
    expect(changesOf([bound], reading([aBinding({ maxMinutes: 30 })], hourMs))).toEqual(['changed-elsewhere'])
  })

  it('finds one that was gone there again', () => {
    const known = aKnownBinding({ state: 'missing', endedAt: minuteMs })
    expect(reconcile([known], reading([aBinding()], hourMs)).differences).toMatchObject([
      { change: 'back', after: { state: 'active', endedAt: null } },
    ])
  })

  it('judges nothing that is younger than the question', () => {
    const made = aKnownBinding({ confirmedAt: hourMs + 500 })
    const unbound = aKnownBinding({ bindingId: 'b-2', state: 'unbound', endedAt: hourMs + 500 })
    const changed = aKnownBinding({ bindingId: 'b-3', maxMinutes: 9, confirmedAt: hourMs })
    const found = [aBinding({ bindingId: 'b-2' }), aBinding({ bindingId: 'b-3' })]
    expect(reconcile([made, unbound, changed], reading(found, hourMs))).toEqual(nothing)
  })

  it('judges what is known from a time that the clock has been set back behind', () => {
    const day = 24 * hourMs
    const ahead = aKnownBinding({ confirmedAt: 9 * day, firstSeenAt: 8 * day, countedBy: 8 * day, durationSeconds: 3_600 })
    const { differences } = reconcile([ahead], reading([], hourMs, { previousAt: 9 * day }))
    expect(differences).toMatchObject([{ after: { state: 'missing', confirmedAt: hourMs } }])
    expect(changesOf([ahead], reading([aBinding({ durationSeconds: 3_600, maxMinutes: 9 })], hourMs))).toEqual(['changed-elsewhere'])
  })

  it('takes a binding that two pages tell of for one', () => {
    expect(changesOf([], reading([aBinding(), aBinding()], hourMs, { previousAt: 5 }))).toEqual(['found'])
    expect(reconcile([], reading([aBinding(), aBinding()], hourMs)).firstRead).toHaveLength(1)
  })
})

describe('a binding that is gone', () => {
  const gone = (known: Partial<KnownBinding>, askedAt: number, given: Partial<Reading> = {}) =>
    changesOf([aKnownBinding(known)], reading([], askedAt, given))[0]

  it('was removed where it had no lifetime', () => {
    expect(gone({ durationSeconds: 0 }, hourMs)).toBe('removed-elsewhere')
    expect(gone({ mode: 'AX', durationSeconds: null }, hourMs)).toBe('removed-elsewhere')
  })

  it('is of unknown fate where its lifetime was never told', () => {
    expect(gone({ durationSeconds: null }, hourMs)).toBe('gone')
  })

  it('that we made has expired after its end and was removed before it', () => {
    const own = { source: 'command', durationSeconds: 7_200, createdAt: 0, expiresAt: 2 * hourMs } as const
    expect(gone(own, 2 * hourMs + 1)).toBe('expired')
    expect(gone(own, 2 * hourMs - minuteMs)).toBe('expired')
    expect(gone(own, 2 * hourMs - 2 * minuteMs)).toBe('removed-elsewhere')
  })

  it('that others made between two readings ended between two instants', () => {
    const found = { durationSeconds: 7_200, countedAfter: 0, countedBy: hourMs, confirmedAt: hourMs }
    expect(gone(found, 2 * hourMs - 2 * minuteMs)).toBe('removed-elsewhere')
    expect(gone(found, 2.5 * hourMs)).toBe('gone')
    expect(gone(found, 3 * hourMs)).toBe('expired')
  })

  it('and was there at the first reading of its X cannot have been removed for certain', () => {
    const found = { durationSeconds: 7_200, countedAfter: null, countedBy: 0 }
    expect(gone(found, hourMs)).toBe('gone')
    expect(gone(found, 2 * hourMs)).toBe('expired')
  })

  it('cannot have expired before it was last seen with its X', () => {
    const found = { durationSeconds: 7_200, countedAfter: 0, countedBy: hourMs }
    expect(gone(found, 2.5 * hourMs, { previousAt: 2.4 * hourMs })).toBe('gone')
    const { differences } = reconcile([aKnownBinding(found)], reading([], 2.5 * hourMs, { previousAt: 2.4 * hourMs }))
    expect(differences[0]?.after).toMatchObject({ state: 'missing', confirmedAt: 2.4 * hourMs, endedAt: 2.5 * hourMs + 1_000 })
  })

  it('of AXYB goes by when it was set, in whichever zone the platform writes that', () => {
    const day = 24 * hourMs
    const fateOf = (part: 'ax' | 'yb', setAt: number, askedAt: number) => {
      const told = aBinding({ part, durationSeconds: 86_400, setAt })
      const known = learn([], reading([told], 103 * day, { mode: 'AXYB', previousAt: 90 * day }))
      return changesOf(known, reading([], askedAt, { mode: 'AXYB' }))[0]
    }
    const setAt = 103 * day - hourMs
    expect(fateOf('yb', setAt, 103 * day + 12 * hourMs)).toBe('removed-elsewhere')
    expect(fateOf('yb', setAt, 103 * day + 20 * hourMs)).toBe('gone')
    expect(fateOf('ax', setAt, 103 * day + 12 * hourMs)).toBe('gone')
    for (const part of ['ax', 'yb'] as const) expect(fateOf(part, setAt, 104 * day - hourMs)).toBe('expired')
    // Written in the account's zone and read as UTC it lies ahead: then only our own clock counts.
    expect(fateOf('yb', 103 * day + 8 * hourMs - hourMs, 104 * day - hourMs)).toBe('gone')
    expect(fateOf('yb', 103 * day + 10 * hourMs, 104 * day)).toBe('expired')
  })

  it('takes its YB parts with it', () => {
    const ax = aKnownBinding({ mode: 'AXYB', part: 'ax', bNumber: null, durationSeconds: 3_600, expiresAt: hourMs })
    const yb = aKnownBinding({ mode: 'AXYB', part: 'yb', durationSeconds: 0 })
    expect(changesOf([ax, yb], reading([], 2 * hourMs, { mode: 'AXYB' }))).toEqual(['expired', 'expired'])
    expect(
      changesOf([ax, yb], reading([aBinding({ part: 'ax', bNumber: null, durationSeconds: 3_600 })], minuteMs, { mode: 'AXYB' })),
    ).toEqual(['removed-elsewhere'])
  })

  it('is not called gone by an answer that leaves some out', () => {
    expect(gone({}, hourMs, { complete: false })).toBeUndefined()
  })

  it('is told once', () => {
    const known = learn([aKnownBinding()], reading([], hourMs))
    expect(reconcile(known, reading([], 2 * hourMs)).differences).toEqual([])
  })
})

describe('a lifetime', () => {
  it('that the listing tells as it was set changes by being set to another', () => {
    const known = aKnownBinding({ durationSeconds: 86_400 })
    const { differences } = reconcile([known], reading([aBinding({ durationSeconds: 3_600 })], hourMs, { previousAt: minuteMs }))
    expect(differences).toMatchObject([
      {
        change: 'changed-elsewhere',
        fields: { durationSeconds: [86_400, 3_600] },
        after: { durationSeconds: 3_600, expiresAt: null, countedAfter: minuteMs, countedBy: hourMs + 1_000 },
      },
    ])
  })

  it('that the listing counts down is the same lifetime, and its end is known from then on', () => {
    const known = aKnownBinding({ durationSeconds: 86_400 })
    const first = reconcile([known], reading([aBinding({ durationSeconds: 82_810 })], hourMs))
    expect(first.differences).toEqual([])
    expect(first.learned).toMatchObject([{ durationSeconds: 86_400, expiresAt: hourMs + 82_810_000 }])
    const second = reconcile(first.learned, reading([aBinding({ durationSeconds: 79_205 })], 2 * hourMs))
    expect(second).toEqual(nothing)
    expect(changesOf(first.learned, reading([aBinding({ durationSeconds: 86_000 })], 2 * hourMs))).toEqual(['changed-elsewhere'])
  })

  it('of our own making may be told either way', () => {
    const own = aKnownBinding({ readAt: null, source: 'command', durationSeconds: 7_200, createdAt: 0, expiresAt: 2 * hourMs })
    expect(changesOf([own], reading([aBinding({ durationSeconds: 7_200 })], hourMs))).toEqual([])
    expect(changesOf([own], reading([aBinding({ durationSeconds: 3_601 })], hourMs))).toEqual([])
    expect(changesOf([own], reading([aBinding({ durationSeconds: 5_000 })], hourMs))).toEqual(['changed-elsewhere'])
  })

  it('that is over while the binding is still there was set again', () => {
    const own = aKnownBinding({ durationSeconds: 3_600, createdAt: 0, expiresAt: hourMs })
    const again = reading([aBinding({ durationSeconds: 3_600 })], hourMs + 2 * minuteMs)
    expect(reconcile([own], again).differences).toMatchObject([
      { change: 'changed-elsewhere', fields: { expiresAt: [hourMs, null] }, after: { expiresAt: null, countedBy: again.answeredAt } },
    ])
    const known = learn([own], again)
    expect(reconcile(known, reading(again.found, hourMs + 4 * minuteMs)).differences).toEqual([])
  })

  it('that was endless may be given an end, and the other way round', () => {
    expect(changesOf([aKnownBinding()], reading([aBinding({ durationSeconds: 600 })], hourMs))).toEqual(['changed-elsewhere'])
    expect(changesOf([aKnownBinding({ durationSeconds: 600_000 })], reading([aBinding()], hourMs))).toEqual(['changed-elsewhere'])
    expect(changesOf([aKnownBinding({ durationSeconds: null })], reading([aBinding()], hourMs))).toEqual([])
  })
})

describe(`readings of a platform that changes at random (seed ${seed})`, () => {
  const ids = ['b-1', 'b-2', 'b-3', 'b-4', 'b-5']
  const Step = fc.record({
    id: fc.constantFrom(...ids),
    wish: fc.constantFrom('make', 'remove', 'change', 'nothing'),
    maxMinutes: fc.integer({ min: 0, max: 3 }),
  })

  it('leave the picture equal to the platform, and tell exactly the differences', () => {
    fc.assert(
      fc.property(fc.array(fc.array(Step, { maxLength: 6 }), { maxLength: 8 }), (rounds) => {
        const platform = new Map<string, Binding>()
        let known: KnownBinding[] = []
        for (const [round, steps] of rounds.entries()) {
          const before = new Map(platform)
          for (const { id, wish, maxMinutes } of steps) {
            if (wish === 'remove') platform.delete(id)
            else if (wish === 'make' || (wish === 'change' && platform.has(id))) platform.set(id, aBinding({ bindingId: id, maxMinutes }))
          }
          const previousAt = round === 0 ? null : round * hourMs
          const read = reading([...platform.values()], (round + 1) * hourMs, { previousAt })
          const differing = ids.filter((id) => before.get(id)?.maxMinutes !== platform.get(id)?.maxMinutes)
          const told = reconcile(known, read)
          const lines = round === 0 ? told.firstRead : told.differences.map(({ after }) => after)
          expect(lines.map(({ bindingId }) => bindingId).toSorted()).toEqual(differing)
          expect(told.firstRead.length + told.differences.length).toBe(differing.length)
          known = learn(known, read)
          expect(
            known
              .filter(stands)
              .map(({ bindingId }) => bindingId)
              .toSorted(),
          ).toEqual([...platform.keys()].toSorted())
          expect(reconcile(known, reading(read.found, read.askedAt + minuteMs))).toEqual(nothing)
        }
      }),
      { seed, numRuns: 500 },
    )
  })
})
