import { afterAll, describe, expect, it } from 'vitest'
import { callDetail } from '../../../../electron/projections/call-detail.ts'
import { minuteMs } from '../../../../shared/domain/time.ts'
import { CallDetail } from '../../../../shared/ipc/live.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { tellCdr, tellEvents } from '../../../builders/told-calls.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const now = monday + 60 * minuteMs
const store = openTestStore()
afterAll(() => store.close())

const failed = { caller: '+8613800000001', called: '+8617000000001', stateCode: 8014 }
store.take(JSON.stringify(eventBody('callin', 'failed', monday + 1_000)), { receivedAt: monday + 1_200 })
store.take(JSON.stringify(eventBody('disconnect', 'failed', monday + 1_000, failed)), { receivedAt: monday + 1_100 })
const session = '+8613800000001_+8617000000001_4_627e5c1f_1_2_1_0'
tellEvents(store, session, monday, 'disconnect')
const answer = JSON.stringify(eventBody('answer', session, monday + 8_000))
for (const late of [240_000, 540_000]) store.take(answer, { receivedAt: monday + late })
tellCdr(store, session, monday, { areaCode: '0755', userData: 'ask for 13900000002', callRelDirection: 2, recordFlag: 1 })

const idOf = (text: string) => store.writer.prepare<[string], number>('SELECT id FROM calls WHERE sessionId = ?').pluck().get(text) ?? 0
const detail = (text: string) => CallDetail.parse(callDetail(store.writer, { id: idOf(text), now }))

describe('the ladder of a call', () => {
  it('has each event and the CDR in the order of the platform’s clock, with gaps, legs and copies', () => {
    const steps = detail(session).ladder.map(({ type, leg, at, gapMs, copies }) => [type, leg, (at - monday) / 1_000, gapMs, copies])
    expect(steps).toEqual([
      ['callin', 1, 0, null, 1],
      ['callout', 2, 1, 1_000, 1],
      ['alerting', 2, 3, 2_000, 1],
      ['answer', 2, 8, 5_000, 3],
      ['disconnect', 2, 68, 60_000, 1],
      ['cdr', 0, 68, 0, 1],
    ])
  })

  it('puts the end of a call that never got to leg 2 on leg 1, after what came in the same second', () => {
    expect(detail('failed').ladder.map(({ type, leg, stateCode }) => [type, leg, stateCode])).toEqual([
      ['callin', 1, null],
      ['disconnect', 1, 8014],
    ])
  })
})

describe('the detail of a call', () => {
  it('says what is known, masked', () => {
    expect(detail(session)).toMatchObject({
      sessionId: '138****0001_170****0001_4_627e5c1f_1_2_1_0',
      caller: '138****0001',
      x: '170****0001',
      callee: '139****0002',
      phase: 'ended',
      outcome: 'answered',
      talkSeconds: 60,
      pddMs: 2_000,
      areaCode: '0755',
      releaseSide: 'callee',
      recorded: true,
      userData: 'ask for 139****0002',
      hasCdr: true,
      like: { sameX: 2, sameCaller: 2 },
    })
  })

  it('tells what X mode was answered, at the step that asked', () => {
    const asking = openTestStore({
      app: { mode: 'X', answers: { call: { operation: 'connect', calleeNumber: '+8613900000002' }, sms: 'discard' } },
    })
    asking.take(JSON.stringify(eventBody('callin', 's', monday, { notifyMode: 'Block' })), { receivedAt: monday })
    asking.take(JSON.stringify(eventBody('callout', 's', monday + 1_000)), { receivedAt: monday + 1_000 })
    expect(CallDetail.parse(callDetail(asking.writer, { id: 1, now }))).toMatchObject({
      decision: 'connect',
      callee: '139****0002',
      ladder: [
        { type: 'callin', decision: 'connect' },
        { type: 'callout', decision: null },
      ],
    })
    asking.close()
  })

  it('leaves out what is not known', () => {
    expect(detail('failed')).toMatchObject({
      callee: '–',
      talkSeconds: null,
      pddMs: null,
      recorded: null,
      userData: null,
      areaCode: '0755',
    })
  })

  it('is not found where there is no such call', () => {
    expect(() => callDetail(store.writer, { id: 999, now })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
