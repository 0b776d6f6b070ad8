import { describe, expect, it } from 'vitest'
import { AppError, assertNever, ErrorInfo, fromErrorInfo, toErrorInfo } from '../../../shared/errors.ts'

describe('an error crossing a border', () => {
  it('keeps what a screen needs', () => {
    const error = new AppError('conflict', 'port 18080 is taken', {
      details: { reason: 'port-taken', port: 18_080 },
      retryAfterMs: 5,
      platformCode: '1010010',
    })
    const info = toErrorInfo(error)
    expect(ErrorInfo.parse(structuredClone(info))).toEqual(info)
    expect(fromErrorInfo(info)).toMatchObject({
      code: 'conflict',
      message: 'port 18080 is taken',
      details: { port: 18_080 },
      retryAfterMs: 5,
      platformCode: '1010010',
    })
    expect(toErrorInfo(fromErrorInfo(info))).toEqual(info)
  })

  it('holds no phone number, whoever made its message', () => {
    expect(toErrorInfo(new AppError('not-found', 'no call of +8613800000001')).message).toBe('no call of 138****0001')
    expect(toErrorInfo(new TypeError('13800000001 is not a function'))).toEqual({
      code: 'internal',
      message: 'TypeError: 138****0001 is not a function',
    })
  })

  it.each([undefined, null, 'text', 7, { message: 'no Error' }])('is internal where %j was thrown', (thrown) => {
    expect(toErrorInfo(thrown)).toEqual({ code: 'internal', message: 'something that is no Error was thrown' })
  })
})

it('a member of a closed list that nobody handled is a bug', () => {
  expect(() => assertNever('new' as never)).toThrow(expect.objectContaining({ code: 'internal' }))
})
