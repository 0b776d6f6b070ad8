import { expect, it } from 'vitest'
import { createNonceMemory } from '../../../../../electron/sources/receiver/nonces.ts'

it('knows a nonce by app and by what it came with', () => {
  const { isReplay } = createNonceMemory()
  expect([isReplay(1, 'n', 'a'), isReplay(1, 'n', 'a'), isReplay(1, 'n', 'b'), isReplay(2, 'n', 'b')]).toEqual([false, false, true, false])
})

it('is bounded: the oldest make room', () => {
  const { isReplay } = createNonceMemory(3)
  for (const nonce of ['n1', 'n2', 'n3', 'n4']) isReplay(1, nonce, 'a')
  expect([isReplay(1, 'n2', 'b'), isReplay(1, 'n1', 'b')]).toEqual([true, false])
})
