import { describe, expect, it } from 'vitest'
import type { LadderStep } from '../../../../../shared/ipc/live.ts'
import { ladderLayout } from '../../../../../renderer/views/calls/ladder-layout.ts'

const step = (type: LadderStep['type'], leg: LadderStep['leg'], gapMs: number | null): LadderStep => ({
  type,
  leg,
  at: 0,
  receivedAt: 0,
  gapMs,
  deliveryId: 1,
  copies: 1,
  stateCode: null,
  digits: null,
  decision: null,
})

describe('ladder', () => {
  it('draws leg 1 from A to X, leg 2 between X and B, and the record on the platform', () => {
    const rungs = ladderLayout([
      step('callin', 1, null),
      step('callout', 2, 1_000),
      step('alerting', 2, 4_000),
      step('answer', 2, 2_000),
      step('disconnect', 2, 1_000),
      step('cdr', 0, 0),
    ])
    expect(rungs.map(({ from, to }) => `${from}>${to}`)).toEqual(['a>x', 'x>b', 'b>x', 'b>x', 'x>b', 'platform>platform'])
    expect(rungs.map(({ cut }) => cut)).toEqual([false, false, false, false, true, false])
  })

  it('gives the longest wait the most room and a negative gap none', () => {
    const rungs = ladderLayout([step('callin', 1, null), step('callout', 2, -500), step('alerting', 2, 4_000), step('answer', 2, 2_000)])
    expect(rungs.map(({ wait }) => wait)).toEqual([0, 0, 1, 0.5])
  })

  it('draws the end of a call that never left leg 1 on leg 1', () => {
    expect(ladderLayout([step('disconnect', 1, null)])[0]).toMatchObject({ from: 'a', to: 'x', cut: true })
  })
})
