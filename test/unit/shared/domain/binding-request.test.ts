import { describe, expect, it } from 'vitest'
import { BindRequest, ChangeRequest, TemporaryCallee } from '../../../../shared/domain/binding-request.ts'

const axb = { mode: 'AXB', aNumber: '13800000001', bNumber: '13900000002' }
const ax = { mode: 'AX', aNumber: '13800000001', x: { by: 'number', xNumber: '17000000001' } }
const axe = { mode: 'AXE', aNumber: '13800000001', x: { by: 'number', xNumber: '17000000001' } }
const axyb = { mode: 'AXYB', part: 'ax', aNumber: '13800000001', x: { by: 'city', areaCode: '0755' } }

function faultOf(schema: typeof BindRequest | typeof ChangeRequest | typeof TemporaryCallee, value: unknown): string | null {
  const read = schema.safeParse(value)
  if (read.success) return null
  // A union that nobody fits names its fault one level down.
  const [issue] = read.error.issues
  const inner = (issue?.code === 'invalid_union' ? issue.errors.flat()[0] : null) ?? issue
  return inner?.path.join('.') ?? ''
}

describe('what a binding is asked for with', () => {
  it('has its numbers and city put right', () => {
    expect(BindRequest.parse({ ...axb, bNumber: '0755-2800 0010', x: { by: 'city', areaCode: '755' } })).toEqual({
      mode: 'AXB',
      aNumber: '+8613800000001',
      bNumber: '+8675528000010',
      x: { by: 'city', areaCode: '0755', match: 'strict' },
    })
    expect(BindRequest.parse({ ...axyb, x: { by: 'city', areaCode: '10' } })).toMatchObject({ x: { areaCode: '010' } })
  })

  it('goes by A’s own area in AXB where no X is chosen, and must choose in AX and AXE', () => {
    expect(BindRequest.parse(axb)).toMatchObject({ x: { by: 'a-area', match: 'strict' } })
    expect(faultOf(BindRequest, { ...ax, x: { by: 'a-area' } })).toBe('x.by')
    expect(BindRequest.safeParse({ ...axe, x: undefined }).success).toBe(false)
  })

  it.each([
    ['an A and a B that are one', { ...axb, bNumber: '+86 138 0000 0001' }, 'bNumber'],
    ['a foreign party', { ...axb, bNumber: '+14155550100' }, 'bNumber'],
    ['a landline as X', { ...ax, x: { by: 'number', xNumber: '075528000010' } }, 'x.xNumber'],
    ['a lifetime of more than 90 days', { ...axb, durationSeconds: 7_776_001 }, 'durationSeconds'],
    ['a call of more than a day', { ...axb, maxMinutes: 1_441 }, 'maxMinutes'],
    ['a last-minute tone without a limit', { ...axb, lastMinuteTone: 'last.wav' }, 'lastMinuteTone'],
    ['the same in AX', { ...ax, maxMinutes: 0, lastMinuteTone: 'last.wav' }, 'lastMinuteTone'],
    ['a recording notice without recording', { ...axb, recording: { on: false, hintTone: 'rec.wav' } }, 'recording.hintTone'],
    ['a file with a path', { ...axb, waitTones: { a: '../a.wav' } }, 'waitTones.a'],
    ['extension 0', { ...axe, extension: '0000' }, 'extension'],
    ['a fifth digit of an extension', { ...axe, extension: '12345' }, 'extension'],
    ['a lifetime under a minute in AXYB', { ...axyb, durationSeconds: 59 }, 'durationSeconds'],
    ['a named X in AXYB, which the platform chooses', { ...axyb, x: { by: 'number', xNumber: '17000000001' } }, 'x.by'],
    ['X mode, which has no bindings', { ...axb, mode: 'X' }, 'mode'],
  ])('refuses %s', (_, value, field) => {
    expect(faultOf(BindRequest, value)).toBe(field)
  })

  it.each([
    { ...axb, maxMinutes: 5, lastMinuteTone: 'last.wav', recording: { on: true, hintTone: 'rec_1@x-y.wav' }, durationSeconds: 0 },
    { ...axe, extension: '7', withoutCallback: { kind: 'number', number: '075528000010' }, timeUnit: 'minute', lifetime: 3 },
    { ...axyb, durationSeconds: 60, ybDurationSeconds: 0 },
    { mode: 'AXYB', part: 'yb', bindingId: 'b-1', bNumber: '13900000002' },
  ])('takes %j', (value) => {
    expect(BindRequest.safeParse(value).success).toBe(true)
  })
})

describe('a change', () => {
  it('may leave the limit out where the binding has one, not take it away and play its tone', () => {
    const change = { mode: 'AXB', bindingId: 'b-1', lastMinuteTone: 'last.wav' }
    expect(faultOf(ChangeRequest, change)).toBeNull()
    expect(faultOf(ChangeRequest, { ...change, maxMinutes: 0 })).toBe('lastMinuteTone')
  })

  it('is unknown to AXYB, and moves neither X nor the extension', () => {
    expect(faultOf(ChangeRequest, { mode: 'AXYB', bindingId: 'b-1' })).toBe('mode')
    expect(ChangeRequest.parse({ mode: 'AXE', bindingId: 'b-1', extension: '0002', x: axe.x })).toEqual({ mode: 'AXE', bindingId: 'b-1' })
  })

  it('of A only touches A', () => {
    expect(ChangeRequest.parse({ mode: 'AXB', bindingId: 'b-1', aNumber: '13800000003' })).toEqual({
      mode: 'AXB',
      bindingId: 'b-1',
      aNumber: '+8613800000003',
    })
  })
})

describe('a temporary callee', () => {
  it('is a real party', () => {
    expect(TemporaryCallee.parse({ bindingId: 'b-1', calleeNumber: '139 0000 0002' }).calleeNumber).toBe('+8613900000002')
    expect(faultOf(TemporaryCallee, { bindingId: 'b-1', calleeNumber: '95588' })).toBe('calleeNumber')
  })
})
