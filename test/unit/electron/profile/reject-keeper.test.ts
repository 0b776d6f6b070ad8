import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createRejectKeeper } from '../../../../electron/profile/reject-keeper.ts'

const aReject = (id: number, size = 1) => ({ id, body: new Uint8Array(size) })

it('writes what waits together, drops what a flood brings beyond that and says so once for each burst', async () => {
  const finish: (() => void)[] = []
  const lines: string[] = []
  const written: number[] = []
  const { keep, close } = createRejectKeeper<ReturnType<typeof aReject>>(
    (rejects) => new Promise<void>((resolve) => (written.push(rejects.length), finish.push(resolve))),
    (line) => void lines.push(line),
  )
  const finishOne = async () => {
    finish.shift()?.()
    await turn()
  }
  for (const burst of [1, 2]) {
    for (let sent = 0; sent < 5_000; sent += 1) keep(aReject(sent))
    expect(lines).toHaveLength(burst)
    await finishOne()
    await finishOne()
  }
  expect(written).toEqual([1, 2_000, 1, 2_000])
  keep(aReject(1, 16 * 1024 * 1024))
  keep(aReject(2, 16 * 1024 * 1024))
  keep(aReject(3))
  expect(lines).toHaveLength(3)
  const closed = close()
  await finishOne()
  await finishOne()
  await closed
  expect(written.slice(4)).toEqual([1, 1])
})

it('goes on after some that could not be kept, and logs no number', async () => {
  const lines: string[] = []
  const { keep, close } = createRejectKeeper(
    async () => Promise.reject(new Error('no 13800000001')),
    (line) => void lines.push(line),
  )
  for (let sent = 0; sent < 20; sent += 1) {
    keep(aReject(sent))
    await close()
  }
  expect(lines).toHaveLength(20)
  expect(lines.join()).not.toContain('13800000001')
})
