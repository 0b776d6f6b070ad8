import { describe, expect, it } from 'vitest'
import { createApi } from '../../../renderer/api.ts'
import { AppError } from '../../../shared/errors.ts'
import { defaultSettings } from '../../../shared/settings.ts'
import { createTestBridge } from '../../support/test-bridge.ts'

describe('api', () => {
  it('opens the envelope', async () => {
    const test = createTestBridge()
    test.answer('settings.get', () => defaultSettings)
    expect(await createApi(test.bridge).call('settings.get')).toEqual(defaultSettings)
  })

  it('throws the failure with its details', async () => {
    const test = createTestBridge()
    test.answer('receiver.update', () => {
      throw new AppError('conflict', 'taken', { details: { reason: 'port-taken', port: 80 } })
    })
    const asked = createApi(test.bridge).call('receiver.update', { port: 80 })
    await expect(asked).rejects.toMatchObject({ code: 'conflict', details: { reason: 'port-taken', port: 80 } })
  })

  it('turns a broken bridge into an AppError too', async () => {
    const api = createApi({ call: () => Promise.reject(new Error('gone')), on: () => () => {} })
    await expect(api.call('settings.get')).rejects.toBeInstanceOf(AppError)
  })

  it('passes news until told to stop', () => {
    const test = createTestBridge()
    const heard: number[] = []
    const stop = createApi(test.bridge).on('data.changed', ({ revision }) => heard.push(revision))
    test.notify('data.changed', { topics: ['calls'], revision: 1 })
    stop()
    test.notify('data.changed', { topics: ['calls'], revision: 2 })
    expect(heard).toEqual([1])
  })
})
