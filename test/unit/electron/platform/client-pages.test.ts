import { afterEach, describe, expect, it } from 'vitest'
import type { FetchedBindings, PlatformApi } from '../../../../electron/platform/platform-api.ts'
import { aPlatformClient } from '../../../builders/platform-client.ts'
import { refusal, startPlatformServer, success, type Answer, type PlatformServer } from '../../../support/platform-server.ts'

/** Reading all bindings of an X, whatever of the unconfirmed counters the platform tells (api.md §2.4). */

let server: PlatformServer
let api: PlatformApi
afterEach(async () => {
  await api.close()
  await server.stop()
})

const x = '+8617000000001'
const entry = (order: number) => ({ subscriptionId: `b-${order}`, relationNum: x, callerNum: `+8613800${100_000 + order}` })
const entries = (count: number, from = 0) => Array.from({ length: count }, (_, order) => entry(from + order))

type PageAnswer = (page: number, size: number, order: number) => Answer

/** @param answer to a page from 1, with the size asked for */
async function fetchAll(answer: PageAnswer): Promise<FetchedBindings> {
  server = await startPlatformServer(({ query }, order) => {
    const asked = new URLSearchParams(query)
    return answer(Number(asked.get('pageIndex')), Number(asked.get('pageSize')), order)
  })
  api = aPlatformClient(server.url)
  return api.fetchBindingsOfX(x)
}

async function read(answer: PageAnswer): Promise<string[]> {
  const { value, complete, bodies } = await fetchAll(answer)
  expect([complete, bodies.length > 0]).toEqual([true, true])
  return value.map(({ bindingId }) => bindingId)
}

const ids = (count: number) => entries(count).map(({ subscriptionId }) => subscriptionId)
const pageOf = (count: number, page: number, size: number) => entries(count).slice((page - 1) * size, page * size)

interface Telling {
  /** What the platform makes of the size asked for. */
  size?: number
  echo?: boolean
  total?: boolean
  end?: 'empty' | 'none'
}

function platform(count: number, { size, echo = false, total = false, end = 'empty' }: Telling) {
  return (page: number, asked: number): Answer => {
    const used = size ?? asked
    const relationNumList = pageOf(count, page, used)
    if (relationNumList.length === 0 && end === 'none') return refusal(1012007)
    return { json: { ...success, relationNumList, ...(echo && { pageIndex: page, pageSize: used }), ...(total && { totalCount: count }) } }
  }
}

describe.each<[string, Telling]>([
  ['everything', { echo: true, total: true }],
  ['the size only', { echo: true }],
  ['the total only', { total: true }],
  ['nothing', {}],
  ['nothing, and refuses the page after the last', { end: 'none' }],
  ['a size of its own', { echo: true, size: 50 }],
  ['a size of its own and the total', { echo: true, total: true, size: 10, end: 'none' }],
  ['nothing of the size it takes instead', { size: 50 }],
])('a platform that tells %s', (_, telling) => {
  it.each([0, 1, 9, 10, 49, 50, 51, 99, 100, 101, 250])('is read to the end of %d bindings', async (count) => {
    expect(await read(platform(count, telling))).toEqual(ids(count))
  })
})

describe('the number of requests', () => {
  it.each([
    [{ echo: true, total: true }, 99, 1],
    [{ echo: true, total: true }, 250, 3],
    [{ echo: true }, 99, 1],
    [{ total: true }, 100, 1],
    [{}, 9, 1],
  ] satisfies [Telling, number, number][])('is no larger than needed: %j, %d bindings', async (telling, count, requests) => {
    await read(platform(count, telling))
    expect(server.requests).toHaveLength(requests)
  })
})

describe('a reading that is disturbed', () => {
  it('takes a binding that moved to the next page once', async () => {
    const moved = (page: number): Answer => ({
      json: { ...success, pageSize: 100, relationNumList: page === 1 ? entries(100) : [entry(99), entry(100)] },
    })
    expect(await read(moved)).toEqual(ids(101))
  })

  it('is done once more when the platform counted otherwise on the way', async () => {
    // A binding of the first page is removed after it was read, and what would begin the second page moves up.
    const after = entries(151).slice(1)
    const answer = (page: number, size: number, order: number): Answer => {
      const all = order === 0 ? entries(151) : after
      return { json: { ...success, pageSize: size, totalCount: all.length, relationNumList: all.slice((page - 1) * size, page * size) } }
    }
    expect(await read(answer)).toEqual(after.map(({ subscriptionId }) => subscriptionId))
    expect(server.requests).toHaveLength(4)
  })

  it('by a count that never fits ends after the second reading, and is not all there is', async () => {
    const answer = (page: number): Answer => ({ json: { ...success, totalCount: 5_000, relationNumList: page === 1 ? entries(20) : [] } })
    expect(await fetchAll(answer)).toMatchObject({ complete: false, value: { length: 20 } })
    expect(server.requests).toHaveLength(4)
  })

  /** A binding of the first page is removed each time the first page was read, so that another slips past. */
  const shifting = (count: number, removals: number, total: boolean) => {
    const all = entries(count)
    let left = removals
    return (page: number, size: number): Answer => {
      const relationNumList = all.slice((page - 1) * size, page * size)
      const totalCount = all.length
      if (page === 1 && left > 0) {
        left -= 1
        all.shift()
      }
      return { json: { ...success, pageSize: size, relationNumList, ...(total && { totalCount }) } }
    }
  }

  it.each([true, false])('over and over is not all there is, whether or not the platform counts (%s)', async (total) => {
    const { complete, value } = await fetchAll(shifting(150, 9, total))
    expect([complete, value.some(({ bindingId }) => bindingId === 'b-101')]).toEqual([false, false])
  })

  it('once is not all there is where the platform does not count, until it stands still', async () => {
    const answer = shifting(150, 1, false)
    expect(await fetchAll(answer)).toMatchObject({ complete: false, value: { length: 149 } })
    expect(await api.fetchBindingsOfX(x)).toMatchObject({ complete: true, value: { length: 149 } })
  })
})

describe('the pages of a reading', () => {
  it('each hold what they told, ids that are written escaped too, and of two that tell the same the later', async () => {
    const odd = { ...entry(100), subscriptionId: 'b/"100"' }
    const body = (list: object[]) =>
      JSON.stringify({ ...success, pageSize: 100, totalCount: 102, relationNumList: list }).replaceAll('/', '\\/')
    const bodies = [body(entries(100)), body([entry(99), odd, entry(101)])]
    const { pages } = await fetchAll((page) => ({ status: 200, text: bodies[page - 1] ?? '' }))
    expect(pages.map(({ body: text }) => text)).toEqual(bodies)
    expect(pages.map(({ found }) => found.map(({ bindingId }) => bindingId))).toEqual([ids(99), ['b-99', 'b/"100"', 'b-101']])
  })

  it('are none where nothing was told', async () => {
    expect(await fetchAll(() => refusal(1012007))).toMatchObject({ pages: [], complete: true })
  })
})

describe('a platform that does not turn pages', () => {
  it('is believed where the page was not full', async () => {
    expect(await read(() => ({ json: { ...success, relationNumList: entries(40) } }))).toEqual(ids(40))
  })

  it('is an error where there may be more: what lies behind the first page cannot be read', async () => {
    await expect(read(() => ({ json: { ...success, pageSize: 100, relationNumList: entries(100) } }))).rejects.toMatchObject({
      code: 'platform-contract',
    })
    expect(server.requests).toHaveLength(2)
  })

  it('and one whose pages never end is left after more than an X can carry', async () => {
    const endless = (page: number): Answer => ({ json: { ...success, pageSize: 10, relationNumList: entries(10, page * 10) } })
    await expect(read(endless)).rejects.toMatchObject({ code: 'platform-contract', details: { reason: 'endless-pages' } })
    expect(server.requests.length).toBeLessThanOrEqual(601)
  })
})
