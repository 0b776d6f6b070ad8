import { describe, expect, it } from 'vitest'
import { runtimeOf } from '../../../../electron/app/runtime.ts'

describe('runtimeOf', () => {
  it('takes the pinned release and newer ones for real accounts', () => {
    expect(runtimeOf({ electron: '45.4.1', chrome: '140.0' }, '45.4.1', {})).toEqual({
      kind: 'electron',
      electron: '45.4.1',
      chromium: '140.0',
      mayConnect: true,
    })
    expect(runtimeOf({ electron: '46.0.0', chrome: '144.0' }, '45.4.1', {})).toMatchObject({ kind: 'electron', mayConnect: true })
  })

  it('takes an older one for a stand-in that connects no account', () => {
    expect(runtimeOf({ electron: '25.1.1', chrome: '114.0' }, '45.4.1', {})).toMatchObject({ kind: 'stand-in', mayConnect: false })
    expect(runtimeOf({}, '45.4.1', {})).toMatchObject({ kind: 'stand-in', mayConnect: false })
  })

  it('lets a developer insist, by exactly 1', () => {
    expect(runtimeOf({ electron: '25.1.1' }, '45.4.1', { MASKLINE_ALLOW_STANDIN: '1' })).toMatchObject({
      kind: 'stand-in',
      mayConnect: true,
    })
    expect(runtimeOf({ electron: '25.1.1' }, '45.4.1', { MASKLINE_ALLOW_STANDIN: 'true' }).mayConnect).toBe(false)
  })
})
