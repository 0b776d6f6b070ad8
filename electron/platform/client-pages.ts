import type { Binding } from '../../shared/domain/binding.ts'
import { AppError } from '../../shared/errors.ts'
import { axbPage, readAxbPage, type AxbPage } from './binding-wire-axb.ts'
import type { Exchange, Reply } from './client-exchange.ts'
import { contractError } from './client-reply.ts'
import type { AskOptions } from './platform-api.ts'

/** The most the platform gives at once, and the least a page may hold (api.md §2.4). */
const pageSize = 100
const smallestPage = 10
/** 5,000 pairs are the most an X carries (api.md §2); at the smallest page size that is 500 pages. */
const mostPages = 600

export interface Pages {
  bindings: Binding[]
  replies: [Reply, ...Reply[]]
}

interface Reading {
  bindings: Map<string, Binding>
  replies: [Reply, ...Reply[]]
  /** The platform counted otherwise on different pages: something changed while we read. */
  torn: boolean
}

/**
 * All bindings on an X of AXB, page by page. What moves while it is read may slip from one page to another, so a reading during which the
 * platform's count changed is done once more.
 */
export async function readAllPages(exchange: Exchange, xNumber: string, options: AskOptions): Promise<Pages> {
  const first = await readOnce(exchange, xNumber, options)
  const { bindings, replies } = first.torn ? await readOnce(exchange, xNumber, options) : first
  return { bindings: [...bindings.values()], replies }
}

async function readOnce(exchange: Exchange, xNumber: string, options: AskOptions): Promise<Reading> {
  const bindings = new Map<string, Binding>()
  const later: Reply[] = []
  const totals = new Set<number>()
  const askFor = (pageIndex: number) => exchange.ask(axbPage(xNumber, pageIndex, pageSize), options, readAxbPage)
  const take = ({ bindings: found, totalCount }: AxbPage): void => {
    for (const binding of found) bindings.set(binding.bindingId, binding)
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
  return { bindings, replies: [first, ...later], torn }
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
