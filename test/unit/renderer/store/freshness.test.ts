import { describe, expect, it } from 'vitest'
import { freshnessLimits as limits, freshnessOf } from '../../../../renderer/store/freshness.ts'

describe('freshness', () => {
  it('goes from connected over late to stale with the age of the last push', () => {
    expect(freshnessOf(0, null)).toBe('connected')
    expect(freshnessOf(limits.connectedMs, null)).toBe('connected')
    expect(freshnessOf(limits.connectedMs + 1, null)).toBe('late')
    expect(freshnessOf(limits.staleMs + 1, null)).toBe('stale')
  })

  it('is late when events arrive late, however recent the last one', () => {
    expect(freshnessOf(0, limits.latenessMs + 1)).toBe('late')
  })

  it('waits for the first push', () => {
    expect(freshnessOf(null, null)).toBe('waiting')
  })
})
