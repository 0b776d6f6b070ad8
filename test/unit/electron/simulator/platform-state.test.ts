import { describe, expect, it } from 'vitest'
import { makePlatformState, type NumberStatusChange } from '../../../../electron/simulator/platform-state.ts'
import { apiApp, apiStartAt, apiWorld } from '../../../support/simulated-api.ts'

const app = apiApp('k-axb')
const [one, two] = app.xNumbers.map(({ number }) => number)

function begin() {
  const state = makePlatformState(apiWorld, () => apiStartAt)
  const told: { appKey: string; changes: readonly NumberStatusChange[] }[] = []
  const stop = state.onNumberStatus(({ appKey }, changes) => told.push({ appKey, changes }))
  return { state, told, stop, x: one ?? '', other: two ?? '' }
}

describe('the state of the numbers', () => {
  it('is told when it changes, and only then', () => {
    const { state, told, stop, x } = begin()
    state.setNumberState(app, x, { status: 'normal', cause: null })
    state.setNumberState(app, x, { status: 'unavailable', cause: 'carrier-suspended' })
    state.setNumberState(app, x, { status: 'unavailable', cause: 'carrier-suspended' })
    state.setNumberState(app, x, { status: 'unavailable', cause: 'forward-busy' })
    state.blacklist(app, x)
    stop()
    state.setNumberState(app, x, { status: 'normal', cause: null })
    expect(told.map(({ changes }) => changes)).toEqual([
      [{ number: x, status: 'unavailable', cause: 'carrier-suspended' }],
      [{ number: x, status: 'unavailable', cause: 'forward-busy' }],
      [{ number: x, status: 'unavailable', cause: null }],
    ])
  })

  it('allows calls and bindings as each status does', () => {
    const { state, x } = begin()
    const allows = (status: 'normal' | 'paused' | 'unavailable' | 'binding-frozen') => {
      state.setNumberState(app, x, { status, cause: status === 'unavailable' ? 'carrier-restricted' : null })
      return [state.mayCall(x), state.mayBind(x)]
    }
    expect(allows('normal')).toEqual([true, true])
    expect(allows('paused')).toEqual([false, false])
    expect(allows('unavailable')).toEqual([false, false])
    expect(allows('binding-frozen')).toEqual([true, false])
  })

  it('keeps a number on the blacklist until it is normal', () => {
    const { state, x } = begin()
    state.blacklist(app, x)
    state.setNumberState(app, x, { status: 'paused', cause: null })
    expect(state.isBlacklisted(x)).toBe(true)
    state.setNumberState(app, x, { status: 'normal', cause: null })
    expect(state.isBlacklisted(x)).toBe(false)
  })

  it('is paused for every number of every app in arrears, but for what is worse off, and comes back when it is paid', () => {
    const { state, told, x, other } = begin()
    state.setNumberState(app, x, { status: 'unavailable', cause: 'deleted' })
    state.setNumberState(app, other, { status: 'binding-frozen', cause: null })
    told.length = 0
    state.startArrears()
    state.startArrears()
    const keys = apiWorld.apps.map(({ appKey }) => appKey)
    expect(told.map(({ appKey }) => appKey)).toEqual(keys)
    expect(told[0]?.changes).toHaveLength(app.xNumbers.length - 1)
    expect(new Set(told.flatMap(({ changes }) => changes.map(({ status }) => status)))).toEqual(new Set(['paused']))
    expect(state.stateOf(x)).toEqual({ status: 'unavailable', cause: 'deleted' })
    told.length = 0
    state.setNumberState(app, other, { status: 'unavailable', cause: 'carrier-suspended' })
    expect(told).toEqual([{ appKey: app.appKey, changes: [{ number: other, status: 'unavailable', cause: 'carrier-suspended' }] }])
    state.setNumberState(app, other, { status: 'binding-frozen', cause: null })
    told.length = 0
    state.pay()
    state.pay()
    expect(told.map(({ appKey }) => appKey)).toEqual(keys)
    expect(told[0]?.changes.find(({ number }) => number === other)).toEqual({ number: other, status: 'binding-frozen', cause: null })
    expect(state.stateOf(x).cause).toBe('deleted')
  })
})
