import { afterEach, describe, expect, it } from 'vitest'
import {
  axbBinding,
  axBinding,
  axeBinding,
  axybBinding,
  type AxBinding,
  type AxeBinding,
  type AxybBinding,
} from '../../../../electron/simulator/standing-bindings.ts'
import { hourMs, minuteMs, secondMs } from '../../../../shared/domain/time.ts'
import { answered, answeredWell, app, playAllModes, refused, stranger, told, world, type Table } from '../../../support/placed-calls.ts'

const open: Table[] = []

afterEach(async () => {
  for (const table of open.splice(0)) await table.stop()
})

async function play(...given: Parameters<typeof playAllModes>): Promise<Table> {
  const table = await playAllModes(...given)
  open.push(table)
  return table
}

describe('a call over a binding', () => {
  const pair = axbBinding(world, app('AXB'), 3)

  it('goes on over what was bound a moment ago, and fails over what was unbound, as each mode says', async () => {
    const { simulator, call } = await play()
    const { relationNum, subscriptionId } = { relationNum: pair.x.number, subscriptionId: pair.subscriptionId }
    expect(await call('AXB', stranger, relationNum)).toMatchObject({ types: refused, code: 8014 })
    const bound = { relationNum, callerNum: stranger, calleeNum: '+8615900000002', recordFlag: 'true', maxDuration: 1 }
    simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', bound)
    expect(await call('AXB', stranger, relationNum, { wishes: answeredWell })).toMatchObject({
      types: answered,
      record: { callerNum: stranger, fwdDstNum: '+8615900000002', recordFlag: 1, fwdDisplayNum: relationNum },
    })
    expect(await call('AXB', '+8615900000002', relationNum, { wishes: { ...answeredWell, talkSeconds: 500 } })).toMatchObject({
      types: answered,
      code: 8010,
    })
    simulator.console.call('k-AXB', 'DELETE', '/rest/caas/relationnumber/partners/v1.0', { subscriptionId })
    expect(await call('AXB', pair.a, relationNum)).toMatchObject({ code: 8014, record: { subscriptionId: '', fwdDstNum: '' } })

    const desk = axBinding(world, app('AX'), 2)
    simulator.console.call('k-AX', 'DELETE', '/rest/provision/caas/privatenumber/v1.0', { subscriptionId: desk.subscriptionId })
    expect(await call('AX', stranger, desk.x.number)).toMatchObject({ types: refused, code: 8018 })
    const parcel = axeBinding(world, app('AXE'), 2)
    simulator.console.call('k-AXE', 'DELETE', '/rest/caas/extendnumber/v1.0', { subscriptionId: parcel.subscriptionId })
    expect(await call('AXE', stranger, parcel.x.number, { digits: parcel.extension })).toMatchObject({
      types: 'callin collectInfo disconnect',
      code: 8022,
    })
    const double = axybBinding(world, app('AXYB'), 2)
    simulator.console.call('k-AXYB', 'DELETE', '/rest/omp/xyrelationnumber/v1.0', { subscriptionId: double.subscriptionId })
    expect(await call('AXYB', stranger, double.x.number)).toMatchObject({ types: refused, code: 8030 })
  })

  it('obeys its direction, and a landline may only be called', async () => {
    const { simulator, call } = await play()
    const x = pair.x.number
    const bind = (callerNum: string, calleeNum: string, callDirection: number) =>
      simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', {
        relationNum: x,
        callerNum,
        calleeNum,
        callDirection,
      })
    bind('+8615900000011', '+8615900000012', 1)
    bind('+8675520000011', '+8615900000013', 0)
    expect((await call('AXB', '+8615900000012', x)).code).toBe(8016)
    expect((await call('AXB', '+8615900000011', x)).types).toContain('callout')
    expect((await call('AXB', '+8675520000011', x)).code).toBe(8023)
    expect((await call('AXB', '+8615900000013', x)).record.fwdDstNum).toBe('+8675520000011')
  })

  it('fails at call time over a number no network can route', async () => {
    const { simulator, call } = await play()
    const numbers = { relationNum: pair.x.number, callerNum: stranger, calleeNum: '+8612345' }
    simulator.console.call('k-AXB', 'POST', '/rest/caas/relationnumber/partners/v1.0', numbers)
    expect(await call('AXB', stranger, pair.x.number)).toMatchObject({ types: 'callin callout disconnect', code: 7506 })
  })

  it('ends with 8055 while X is not usable, and 8025 where an X of AXE is deleted', async () => {
    const { simulator, call, advance } = await play()
    const x = pair.x.number
    simulator.console.setNumberStatus('k-AXB', x, 'unavailable', 'carrier-suspended')
    expect(await call('AXB', pair.a, x)).toMatchObject({ types: refused, code: 8055 })
    simulator.console.setNumberStatus('k-AXB', x, 'binding-frozen')
    expect((await call('AXB', pair.a, x, { wishes: answeredWell })).types).toBe(answered)
    simulator.console.startArrears()
    await advance(secondMs)
    expect((await call('AXB', pair.a, x)).code).toBe(8055)
    simulator.console.pay()
    expect((await call('AXB', pair.a, x, { wishes: answeredWell })).types).toBe(answered)
    const parcel = axeBinding(world, app('AXE'), 2)
    simulator.console.setNumberStatus('k-AXE', parcel.x.number, 'unavailable', 'deleted')
    expect((await call('AXE', stranger, parcel.x.number, { digits: parcel.extension })).code).toBe(8025)
  })
})

describe('AX', () => {
  const desk: AxBinding = axBinding(world, app('AX'), 2)

  it('lets A call whoever was set for this one call, with the user data given for it', async () => {
    const { simulator, call } = await play()
    const x = desk.x.number
    expect(await call('AX', desk.a, x)).toMatchObject({ types: refused, code: 8013 })
    const callee = { subscriptionId: desk.subscriptionId, calleeNum: stranger, userData: 'once' }
    simulator.console.call('k-AX', 'PUT', '/rest/caas/privatenumber/calleenumber/v1.0', callee)
    expect(await call('AX', desk.a, x, { wishes: answeredWell })).toMatchObject({
      types: answered,
      record: { fwdDstNum: stranger, userData: 'once', fwdDisplayNum: x },
    })
    expect((await call('AX', desk.a, x)).code).toBe(8013)
  })

  it('has one call at a time on its X: a third caller hears busy', async () => {
    const { simulator, advance, target } = await play()
    const one = simulator.placeCall({
      appKey: 'k-AX',
      caller: stranger,
      dialled: desk.x.number,
      wishes: { ...answeredWell, talkSeconds: 600 },
    })
    await advance(minuteMs)
    const other = simulator.placeCall({ appKey: 'k-AX', caller: '+8615900000009', dialled: desk.x.number })
    await advance(hourMs)
    expect(told(target, other)).toMatchObject({
      types: refused,
      code: 8102,
      record: { subscriptionId: desk.subscriptionId, sipStatusCode: 486 },
    })
    expect(told(target, one).types).toBe(answered)
    const third = simulator.placeCall({ appKey: 'k-AX', caller: stranger, dialled: desk.x.number, wishes: answeredWell })
    await advance(hourMs)
    expect(told(target, third).types).toBe(answered)
  })
})

describe('AXE', () => {
  it('lets A call the last caller back, until the record is too old', async () => {
    const { simulator, call, advance } = await play()
    const parcel: AxeBinding = axeBinding(world, app('AXE'), 4)
    const x = parcel.x.number
    await call('AXE', stranger, x, { digits: parcel.extension })
    expect((await call('AXE', parcel.a, x, { wishes: answeredWell })).record).toMatchObject({
      fwdDstNum: stranger,
      extendNum: parcel.extension,
    })
    const change = { subscriptionId: parcel.subscriptionId, timeUnit: '1', callbackExpiredTime: 30 }
    expect(simulator.console.call('k-AXE', 'PUT', '/rest/caas/extendnumber/v1.0', change)).toMatchObject({ status: 200 })
    await advance(hourMs)
    const late = await call('AXE', parcel.a, x)
    if (parcel.callbackNum === undefined) expect(late).toMatchObject({ types: refused, code: 8019 })
    else expect(late.record.fwdDstNum).toBe(parcel.callbackNum)
  })

  it('forwards A to the number kept for that, where nobody has called', async () => {
    const { simulator, call } = await play()
    const parcel = axeBinding(world, app('AXE'), 4)
    const bound = { virtualNum: parcel.x.number, bindNum: '+8615900000021', callbackNum: '+8615900000022' }
    simulator.console.call('k-AXE', 'POST', '/rest/caas/extendnumber/v1.0', bound)
    expect((await call('AXE', '+8615900000021', parcel.x.number)).record.fwdDstNum).toBe('+8615900000022')
  })
})

describe('AXYB', () => {
  const double: AxybBinding = axybBinding(world, app('AXYB'), 2)

  it('gives a new B a Y at his first call, over which A calls back', async () => {
    const { call } = await play()
    const { record } = await call('AXYB', stranger, double.x.number, { wishes: answeredWell })
    expect(record).toMatchObject({ bindNum: double.x.number, calleeNum: double.x.number, fwdDstNum: double.a })
    const y = String(record.fwdDisplayNum)
    expect(y).not.toBe(double.x.number)
    expect((await call('AXYB', double.a, y)).record).toMatchObject({
      bindNum: double.x.number,
      calleeNum: y,
      fwdDisplayNum: double.x.number,
      fwdDstNum: stranger,
    })
    expect((await call('AXYB', stranger, double.x.number)).record.fwdDisplayNum).toBe(y)
    expect((await call('AXYB', stranger, y)).code).toBe(8032)
    expect((await call('AXYB', double.a, double.x.number)).code).toBe(8032)
    expect((await call('AXYB', '+8615900000099', y)).code).toBe(8030)
  })

  it('ends with 8031 when no Y is to be had', async () => {
    const { simulator, call } = await play()
    for (const { number } of app('AXYB').xNumbers) {
      if (number !== double.x.number) simulator.console.setNumberStatus('k-AXYB', number, 'binding-frozen')
    }
    expect(await call('AXYB', stranger, double.x.number)).toMatchObject({ types: refused, code: 8031 })
  })
})
