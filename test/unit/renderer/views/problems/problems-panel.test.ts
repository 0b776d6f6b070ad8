import { describe, expect, it } from 'vitest'
import type { ProblemRow } from '../../../../../shared/ipc/system.ts'
import { runsOf } from '../../../../../renderer/views/problems/ProblemsPanel.tsx'

const row = (id: number, reason: ProblemRow['reason']): ProblemRow => ({
  id,
  receivedAt: id,
  appName: 'shop',
  kind: 'cdr',
  verdict: 'refused',
  reason,
})

describe('problem list', () => {
  it('stands alike pushes that follow each other together and loses none', () => {
    const runs = runsOf([row(5, 'signature-wrong'), row(4, 'signature-wrong'), row(3, 'not-json'), row(2, 'signature-wrong')])
    expect(runs.map((run) => run.map(({ id }) => id))).toEqual([[5, 4], [3], [2]])
  })
})
