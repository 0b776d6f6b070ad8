import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createRejectKeeper } from '../../../../electron/profile/reject-keeper.ts'

it('keeps a few at a time, drops the rest of a flood and says so once for each burst', async () => {
  const finish: (() => void)[] = []
  const lines: string[] = []
  const written: number[] = []
  const keep = createRejectKeeper<number>(
    (reject) => new Promise<void>((resolve) => (written.push(reject), finish.push(resolve))),
    (line) => void lines.push(line),
  )
  for (const burst of [1, 2]) {
    for (let sent = 0; sent < 1_000; sent += 1) keep(sent)
    expect([written.length, lines.length]).toEqual([burst * 16, burst])
    for (const done of finish.splice(0)) done()
    await turn()
  }
  keep(7)
  expect([written.at(-1), lines.length]).toEqual([7, 2])
})

it('goes on after one that could not be kept, and logs no number', async () => {
  const lines: string[] = []
  const keep = createRejectKeeper<number>(
    async () => Promise.reject(new Error('no 13800000001')),
    (line) => void lines.push(line),
  )
  for (let sent = 0; sent < 20; sent += 1) {
    keep(sent)
    await turn()
  }
  expect(lines).toHaveLength(20)
  expect(lines.join()).not.toContain('13800000001')
})
