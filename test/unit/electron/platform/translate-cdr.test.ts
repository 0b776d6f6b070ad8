import { describe, expect, it } from 'vitest'
import type { Cdr } from '../../../../shared/domain/cdr.ts'
import { feeBody, feeRecord, monday, numbers } from '../../../builders/pushes.ts'
import { toldBy } from '../../../builders/translated.ts'

function cdrOf(given: Readonly<Record<string, unknown>>): Cdr {
  const [fact] = toldBy(feeBody([feeRecord('s-1', monday, given)])).facts
  if (fact?.kind !== 'cdr') throw new Error('no CDR came of it')
  return fact.cdr
}

describe('a CDR', () => {
  it('tells X, the real parties and the times from leg 1 and leg 2', () => {
    expect(cdrOf({ fwdDstNum: '13900000002', callRelDirection: 1, recordFlag: 1, areaCode: '0755' })).toMatchObject({
      cdrKey: 'icid-s-1',
      xNumber: numbers.x,
      callerNumber: numbers.a,
      calleeNumber: numbers.b,
      callInAt: monday,
      forwardedAt: monday + 1_000,
      alertingAt: monday + 3_000,
      answeredAt: monday + 8_000,
      endedAt: monday + 68_000,
      talkSeconds: 60,
      releasePoint: 0,
      releaseSide: 'caller',
      recorded: true,
      areaCode: '0755',
    })
  })

  it('never answered has no talk; one that ends before it was answered has none either', () => {
    expect(cdrOf({ fwdAnswerTime: '' })).toMatchObject({ answeredAt: null, talkSeconds: null })
    expect(cdrOf({ callEndTime: '2026-03-02 02:00:00' }).talkSeconds).toBeNull()
  })

  it.each(['callInTime', 'fwdAnswerTime', 'callEndTime'])(
    'with a %s that cannot be read is held back, not taken for unanswered',
    (field) => {
      const said = toldBy(feeBody([feeRecord('s-1', monday, { [field]: '2026/03/02 02:00:11' }), feeRecord('s-2', monday)]))
      expect(said.facts).toHaveLength(1)
      expect(said.rejected).toEqual([{ position: 0, reason: 'invalid-fields', detail: `${field}: must be yyyy-MM-dd HH:mm:ss` }])
    },
  )

  it('without an icid is known by session and call-in time', () => {
    expect(cdrOf({ icid: '' })).toMatchObject({ icid: null, cdrKey: 's-1 2026-03-02 02:00:00' })
  })

  it('without bindNum has X as the callee of leg 1', () => {
    expect(cdrOf({ bindNum: '' }).xNumber).toBe(numbers.x)
  })

  it.each([
    [undefined, null],
    [1, 'caller'],
    ['2', 'callee'],
    [3, null],
  ])('released in direction %j was released by %j', (callRelDirection, side) => {
    expect(cdrOf({ callRelDirection }).releaseSide).toBe(side)
  })

  it('of another app is not taken for one of this', () => {
    expect(toldBy(feeBody([feeRecord('s-1', monday, { appKey: 'k-other' })]))).toMatchObject({
      verdict: 'quarantined',
      reason: 'other-app',
      facts: [],
    })
    expect(toldBy(feeBody([feeRecord('s-1', monday, { appKey: '' })])).facts).toHaveLength(1)
  })
})

describe('everything a CDR says', () => {
  it('is kept: in a column of its own, or in the rest under its documented name', () => {
    const record = {
      ...feeRecord('s-1', monday),
      direction: '0',
      recordFlag: 1,
      recordStartTime: '2026-03-02 02:00:08',
      recordDomain: 'ostor.example.com',
      recordBucketName: 'sp-demo',
      recordObjectName: '260301100011.wav',
      recordFileDownloadUrl: 'https://ostor.example.com/260301100011.wav',
      recordPushURL: 'https://push.example.com',
      callOutStartTime: '2026-03-02 02:00:01',
      callOutUnaswRsn: 17,
      ttsPlayTimes: 1,
      mptyId: 'm-1',
      serviceType: '004',
      hostName: 'ce1.example',
      voiceCheckType: 0,
      callRelDirection: 3,
      callDuration: 60,
      notifyMode: 'Block',
      extendNum: '0012',
      userData: 'u-1',
      novelty: { deep: [1] },
      nothing: null,
      blank: '',
    }
    const { more, ...cdr } = cdrOf(record)
    expect(cdr).toMatchObject({
      asked: true,
      recorded: true,
      recordStartedAt: monday + 8_000,
      recordDomain: 'ostor.example.com',
      recordObject: '260301100011.wav',
      recordUrl: 'https://ostor.example.com/260301100011.wav',
      extension: '0012',
      userData: 'u-1',
      dialledNumber: numbers.x,
      displayNumber: numbers.x,
    })
    const rest = JSON.parse(more ?? '') as object
    expect(rest).toEqual({
      callDuration: 60,
      callOutStartTime: '2026-03-02 02:00:01',
      callOutUnaswRsn: 17,
      callRelDirection: 3,
      direction: 0,
      hostName: 'ce1.example',
      mptyId: 'm-1',
      novelty: { deep: [1] },
      recordBucketName: 'sp-demo',
      recordPushURL: 'https://push.example.com',
      serviceType: '004',
      spId: 'acc',
      ttsPlayTimes: 1,
      voiceCheckType: 0,
    })
    expect(Object.keys(rest)).toEqual(Object.keys(rest).toSorted())
    expect(cdrOf(Object.fromEntries(Object.entries(record).toReversed())).more).toBe(more)
  })

  it('has no rest where nothing is left', () => {
    expect(cdrOf({ direction: '', spId: '' }).more).toBeNull()
    expect(cdrOf({ direction: '', spId: '', recordFlag: 2 }).more).toBe('{"recordFlag":2}')
    expect(cdrOf({ direction: '', spId: '', recordStartTime: 'soon' })).toMatchObject({
      recordStartedAt: null,
      more: '{"recordStartTime":"soon"}',
    })
  })

  it('of AXYB tells the number dialled from the number shown', () => {
    const y = '+8617000000009'
    expect(cdrOf({ calleeNum: y, fwdDisplayNum: numbers.x })).toMatchObject({
      xNumber: numbers.x,
      dialledNumber: y,
      displayNumber: numbers.x,
    })
  })
})
