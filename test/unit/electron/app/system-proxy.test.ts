import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { firstAnswerMs, followSystemProxy, proxyOfList } from '../../../../electron/app/system-proxy.ts'
import type { OsProxy } from '../../../../electron/ipc/backend-messages.ts'
import { defaultBaseUrl } from '../../../../shared/domain/platform-app.ts'
import { hourMs, minuteMs } from '../../../../shared/domain/time.ts'

describe('a list of proxies', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    [' ; ', null],
    ['PROXY office.example:8080', 'http://office.example:8080'],
    ['proxy 10.0.0.8:3128;direct', 'http://10.0.0.8:3128'],
    ['PROXY [fd00::8]:3128', 'http://[fd00::8]:3128'],
    ['HTTPS office.example:443; PROXY other:1', 'https://office.example:443'],
    ['DIRECT; PROXY office.example:8080', null],
    ['SOCKS5 s:1080; PROXY office.example:8080; DIRECT', 'http://office.example:8080'],
    ['SOCKS5 s:1080; DIRECT', null],
    ['SOCKS s:1080', 'socks4://s:1080'],
    ['SOCKS4 s:1080', 'socks4://s:1080'],
    ['SOCKS5 s:1080;SOCKS t:1080', 'socks5://s:1080'],
    ['QUIC q:443', 'quic://q:443'],
    ['PROXY', null],
    ['PROXY office.example:99999; PROXY other:1', 'http://other:1'],
  ])('%j leads to %s', (list, url) => {
    expect(proxyOfList(list)).toBe(url)
  })
})

describe('what the OS says', () => {
  const http = defaultBaseUrl.replace('https:', 'http:')
  let answers: Record<string, string>
  let asked: string[]
  let logged: string[]
  let answered: Promise<unknown>
  const resolver = {
    async resolveProxy(url: string) {
      asked.push(url)
      await answered
      const answer = answers[url]
      if (answer === undefined) throw new Error('no network service')
      return answer
    },
  }
  const follow = () => followSystemProxy(resolver, (line) => void logged.push(line))

  beforeEach(() => {
    vi.useFakeTimers()
    answers = { [http]: 'DIRECT', [defaultBaseUrl]: 'PROXY office:8080' }
    asked = []
    logged = []
    answered = Promise.resolve()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is asked about the platform’s address, with TLS and without', async () => {
    expect((await follow()).current()).toEqual({ http: null, https: 'http://office:8080' })
    expect(asked).toEqual([http, defaultBaseUrl])
  })

  it('is told again when it changes, and only then', async () => {
    const proxy = await follow()
    const told = vi.fn<(proxy: OsProxy) => void>()
    proxy.onChange(told)
    await vi.advanceTimersByTimeAsync(5 * minuteMs)
    expect(told).not.toHaveBeenCalled()
    answers[defaultBaseUrl] = 'DIRECT'
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(told.mock.calls).toEqual([[{ http: null, https: null }]])
    expect(proxy.current()).toEqual({ http: null, https: null })
  })

  it('is not waited for long, and told when it comes', async () => {
    let answer = () => {}
    answered = new Promise<void>((resolve) => (answer = resolve))
    const following = follow()
    await vi.advanceTimersByTimeAsync(firstAnswerMs)
    const proxy = await following
    expect(proxy.current()).toEqual({ http: null, https: null })
    const told = vi.fn<(proxy: OsProxy) => void>()
    proxy.onChange(told)
    await vi.advanceTimersByTimeAsync(10 * minuteMs)
    expect(asked).toHaveLength(2)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(told.mock.calls).toEqual([[{ http: null, https: 'http://office:8080' }]])
  })

  it('stays as it was while it cannot be asked for, which is logged once', async () => {
    const proxy = await follow()
    answers = {}
    await vi.advanceTimersByTimeAsync(hourMs)
    expect(proxy.current()).toEqual({ http: null, https: 'http://office:8080' })
    expect(logged.filter((line) => line.includes('no network service'))).toHaveLength(1)
  })
})
