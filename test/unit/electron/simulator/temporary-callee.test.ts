import { describe, expect, it } from 'vitest'
import { makePlatform } from '../../../../electron/simulator/platform.ts'
import { axBinding } from '../../../../electron/simulator/standing-bindings.ts'
import { setTemporaryCallee, useTemporaryCallee } from '../../../../electron/simulator/temporary-callee.ts'
import { apiApp, apiStartAt, apiWorld } from '../../../support/simulated-api.ts'

const app = apiApp('k-ax')
const { subscriptionId } = axBinding(apiWorld, app, 3)
const calleeNum = '+8613900010002'

function begin() {
  let now = apiStartAt
  const platform = makePlatform(apiWorld, () => now)
  const use = () => {
    const binding = platform.bookOf(app).find(subscriptionId)
    return binding?.mode === 'AX' ? useTemporaryCallee(platform, app, binding) : expect.unreachable()
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { set: (wishes: object) => setTemporaryCallee(platform, app, { subscriptionId, calleeNum, ...wishes }), use, pass }
}

describe('a temporary callee', () => {
  it('holds for one call', () => {
    const { set, use } = begin()
    expect(use()).toBeNull()
    set({ userData: 'u' })
    expect(use()).toEqual({ number: calleeNum, validUntil: null, userData: 'u' })
    expect(use()).toBeNull()
  })

  it('holds no longer than it was told', () => {
    const { set, use, pass } = begin()
    set({ duration: 60 })
    pass(59_999)
    expect(use()?.number).toBe(calleeNum)
    set({ duration: 60 })
    pass(60_000)
    expect(use()).toBeNull()
  })

  it('gives way to a later one', () => {
    const { set, use } = begin()
    set({})
    set({ calleeNum: '+8613900010009' })
    expect(use()?.number).toBe('+8613900010009')
  })
})
