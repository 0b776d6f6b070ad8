import { afterEach, describe, expect, it } from 'vitest'
import { axbBindingUri } from '../../../../electron/platform/wire/axb-api.ts'
import { blockedMs, failuresUntilBlocked } from '../../../../electron/simulator/api-auth.ts'
import { apiApp, startSimulatedApi, type SimulatedApi } from '../../../support/simulated-api.ts'

const x = apiApp('k-axb').xNumbers[0].number

let opened: SimulatedApi | null = null
afterEach(async () => {
  await opened?.simulator.stop()
  opened = null
})

async function start(options: Parameters<typeof startSimulatedApi>[0] = {}) {
  const api = await startSimulatedApi(options)
  opened = api
  return { ...api, list: (wishes: object) => api.call('k-axb', 'GET', axbBindingUri, wishes) }
}

describe('authentication', () => {
  it('takes both generations', async () => {
    const api = await start()
    for (const generation of ['aksk', 'wsse'] as const) {
      expect((await api.raw('GET', `${axbBindingUri}?subscriptionId=none`, api.signed('k-axb', generation))).code).toBe('1012007')
    }
  })

  it('says which header or attribute is wrong', async () => {
    const api = await start()
    const { Authorization = '', 'X-AKSK': token = '' } = api.signed('k-axb')
    const codeFor = async (authorization: string | null, second: string | null) => {
      const headers = { ...(authorization !== null && { Authorization: authorization }), ...(second !== null && { 'X-AKSK': second }) }
      const { status, code } = await api.raw('GET', axbBindingUri, headers)
      return `${status} ${code}`
    }
    expect(await codeFor(null, token)).toBe('400 1023006')
    expect(await codeFor('AKSK profile="UsernameToken",type="Appkey"', token)).toBe('400 1023007')
    expect(await codeFor('AKSK realm="SDP",type="Appkey"', token)).toBe('400 1023008')
    expect(await codeFor('AKSK realm="X",profile="UsernameToken",type="Appkey"', token)).toBe('400 1023009')
    expect(await codeFor('AKSK realm="SDP",profile="X",type="Appkey"', token)).toBe('400 1023010')
    expect(await codeFor('AKSK realm="SDP",profile="UsernameToken",type="X"', token)).toBe('400 1023011')
    expect(await codeFor('AKSK realm="SDP", profile="UsernameToken", dsl="Appkey"', token)).toBe('400 1023012')
    expect(await codeFor(Authorization, null)).toBe('400 1023033')
    expect(await codeFor(Authorization, token.replace(/Username="[^"]*",/, ''))).toBe('400 1023034')
    expect(await codeFor(Authorization, token.replace(/Nonce="[^"]*",/, ''))).toBe('400 1023035')
    expect(await codeFor(Authorization, token.replace(/,Created="[^"]*"/, ''))).toBe('400 1023036')
    expect(await codeFor(Authorization, token.replace(/PasswordDigest="[^"]*",/, ''))).toBe('400 1023037')
    expect(await codeFor(Authorization, token.replace('k-axb', 'k-none'))).toBe('401 1010003')
    expect(await codeFor(Authorization, token.replace('k-axb', 'k-ax'))).toBe('401 1010003')
  })

  it('shuts an address out for thirty minutes after too many failures', async () => {
    const api = await start()
    for (let failure = 0; failure < failuresUntilBlocked; failure += 1)
      expect((await api.raw('GET', axbBindingUri, {})).code).toBe('1023006')
    expect(await api.list({ relationNum: x })).toMatchObject({ status: 403, code: '1020176' })
    await api.pass(blockedMs - 1)
    expect((await api.list({ relationNum: x })).code).toBe('1020176')
    await api.pass(1)
    expect((await api.list({ relationNum: x })).code).toBe('0')
  })

  it('lets only addresses of the whitelist in, where there is one', async () => {
    const shut = await start({ whitelist: ['10.0.0.1'] })
    expect(await shut.list({ relationNum: x })).toMatchObject({ status: 403, code: '1020166' })
    await shut.simulator.stop()
    const open = await start({ whitelist: ['10.0.0.1', '127.0.0.1'] })
    expect((await open.list({ relationNum: x })).code).toBe('0')
  })
})

describe('requests', () => {
  it('are of this mode or refused, and of no unknown URI', async () => {
    const api = await start()
    const status = async (method: string, path: string) => {
      const { status: http, code } = await api.raw(method, path, api.signed('k-axb'), method === 'GET' ? undefined : {})
      return `${http} ${code}`
    }
    expect(await status('POST', '/rest/caas/extendnumber/v1.0')).toBe('403 1010040')
    expect(await status('PUT', '/rest/caas/privatenumber/calleenumber/v1.0')).toBe('403 1010040')
    expect(await status('GET', '/rest/omp/xyrelationnumber/v1.0?app_key=k-axb')).toBe('403 1010040')
    expect(await status('PUT', '/rest/omp/xyrelationnumber/v1.0')).toBe('404 ')
    expect(await status('POST', '/rest/caas/privatenumber/calleenumber/v1.0')).toBe('404 ')
    expect(await status('GET', '/rest/caas/nothing/v1.0')).toBe('404 ')
    expect(await status('PATCH', axbBindingUri)).toBe('404 ')
    expect((await api.call('k-x', 'GET', axbBindingUri, { relationNum: x })).code).toBe('1010040')
  })

  it('are held back by flow control, each app by itself, until the time is over', async () => {
    const api = await start({ flowControl: { requests: 3, perMs: 10_000 } })
    const codes = async (times: number) => {
      const found = []
      for (let time = 0; time < times; time += 1) found.push((await api.list({ relationNum: x })).code)
      return found
    }
    expect(await codes(2)).toEqual(['0', '0'])
    await api.pass(4_000)
    expect(await codes(3)).toEqual(['0', '1010010', '1010010'])
    expect((await api.call('k-other', 'GET', axbBindingUri, { subscriptionId: 'none' })).code).toBe('1012007')
    await api.pass(6_000)
    expect(await codes(3)).toEqual(['0', '0', '1010010'])
  })

  it('are remembered, newest kept, with what they were about', async () => {
    const api = await start()
    await api.list({ relationNum: x })
    await api.raw('GET', '/rest/nothing', {})
    await api.raw('GET', axbBindingUri, {})
    expect(api.simulator.console.requests()).toMatchObject([
      { appKey: 'k-axb', method: 'GET', uri: axbBindingUri, subject: x, resultcode: '0' },
      { appKey: null, uri: '/rest/nothing', subject: null, resultcode: '' },
      { appKey: null, uri: axbBindingUri, resultcode: '1023006' },
    ])
  })

  it('survives bodies that are no JSON or far too large', async () => {
    const api = await start()
    const send = (body: string) => fetch(api.simulator.apiUrl + axbBindingUri, { method: 'POST', headers: api.signed('k-axb'), body })
    expect((await send('{"callerNum":')).status).toBe(400)
    const large = await send('x'.repeat(80_000)).then(
      ({ status }) => status,
      () => 'cut off',
    )
    expect([400, 'cut off']).toContain(large)
    expect((await api.list({ relationNum: x })).code).toBe('0')
  })
})
