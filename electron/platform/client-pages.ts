import type { Binding } from '../../shared/domain/binding.ts'
import { AppError } from '../../shared/errors.ts'
import { axbPage, readAxbPage, type AxbPage } from './binding-wire-axb.ts'
import type { Exchange, Reply } from './client-exchange.ts'
import { contractError } from './client-reply.ts'
import type { AskOptions, Page } from './platform-api.ts'

/** The most the platform gives at once, and the least a page may hold (api.md §2.4). */
const pageSize = 100
const smallestPage = 10
/** 5,000 pairs are the most an X carries (api.md §2); at the smallest page size that is 500 pages. */
const mostPages = 600

export interface Pages {
  bindings: Binding[]
  pages: Page[]
  replies: [Reply, ...Reply[]]
  /** False: something may have slipped from one page to another while they were read. */
  complete: boolean
}

interface Reading {
  /** By id, with the page each was told on last. */
  bindings: Map<string, { binding: Binding; page: number }>
  replies: [Reply, ...Reply[]]
  /** Whether all was told at one time, or by a count that held; `unknown` with several pages and no count, which is not confirmed. */
  whole: 'yes' | 'no' | 'unknown'
}

/**
 * All bindings on an X of AXB, page by page. What is removed meanwhile moves others to a page that was read already, so a reading that is
 * not known to be whole is done once more. Without a count two readings that tell the same show it: what made room for another to slip
 * away would be missing in the second.
 */
export async function readAllPages(exchange: Exchange, xNumber: string, options: AskOptions): Promise<Pages> {
  const first = await readOnce(exchange, xNumber, options)
  if (first.whole === 'yes') return pagesOf(first, true)
  const second = await readOnce(exchange, xNumber, options)
  return pagesOf(second, second.whole === 'unknown' ? tellSame(first, second) : second.whole === 'yes')
}

function tellSame({ bindings: one }: Reading, { bindings: two }: Reading): boolean {
  return one.size === two.size && [...one.keys()].every((bindingId) => two.has(bindingId))
}

function pagesOf({ bindings, replies }: Reading, complete: boolean): Pages {
  const pages = replies.map(({ text }): Page => ({ body: text, found: [] }))
  for (const { binding, page } of bindings.values()) pages[page]?.found.push(binding)
  const all = [...bindings.values()].map(({ binding }) => binding)
  return { bindings: all, pages: pages.filter(({ found }) => found.length > 0), replies, complete }
}

async function readOnce(exchange: Exchange, xNumber: string, options: AskOptions): Promise<Reading> {
  const bindings: Reading['bindings'] = new Map()
  const later: Reply[] = []
  const totals = new Set<number>()
  const askFor = (pageIndex: number) => exchange.ask(axbPage(xNumber, pageIndex, pageSize), options, readAxbPage)
  const take = ({ bindings: found, totalCount }: AxbPage): void => {
    for (const binding of found) bindings.set(binding.bindingId, { binding, page: later.length })
    if (totalCount !== null) totals.add(totalCount)
  }

  const { value: firstPage, reply: first } = await askFor(1)
  take(firstPage)
  for (let page = firstPage; !isLast(page, bindings.size);) {
    if (later.length >= mostPages) {
      throw new AppError('platform-contract', `the bindings of an X number did not end after ${mostPages} pages`, {
        details: { reason: 'endless-pages', concerns: 'app' },
      })
    }
    const wasShort = page.bindings.length < (page.pageSize ?? pageSize)
    const before = bindings.size
    const next = await askFor(later.length + 2)
    later.push(next.reply)
    take(next.value)
    if (bindings.size === before && next.value.bindings.length > 0) {
      if (wasShort) break
      // Nothing new after a full page: the platform does not turn pages, and what lies behind the first cannot be read.
      throw contractError(`page ${later.length + 1} repeats bindings of earlier pages`, next.reply.text)
    }
    page = next.value
  }
  const torn = totals.size > 1 || [...totals].some((total) => total > bindings.size)
  const isTold = totals.size > 0 || later.length === 0
  return { bindings, replies: [first, ...later], whole: torn ? 'no' : isTold ? 'yes' : 'unknown' }
}

/**
 * `pageSize` and `totalCount` of the answer are not confirmed, so each is believed only as far as it helps: without the size used, a page
 * is short for certain only below the smallest size, and the platform's count may say that nothing is left.
 */
function isLast({ bindings, pageSize: used, totalCount }: AxbPage, seen: number): boolean {
  if (bindings.length === 0) return true
  const missing = totalCount !== null && totalCount > seen
  if (missing) return false
  if (used !== null && used >= smallestPage) return bindings.length < used
  return totalCount !== null || bindings.length < smallestPage
}
