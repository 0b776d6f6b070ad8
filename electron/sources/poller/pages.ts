import type { Binding } from '../../../shared/domain/binding.ts'

/** One page of an answer as it came, and what stands on it. */
export interface Page {
  body: string
  found: Binding[]
}

/**
 * Puts each binding to the page it came on, so that only that page is kept when it turns out to be different: a whole listing of an X may
 * be a megabyte. A binding whose id no page shows as it is written goes with the last one.
 */
export function pagesOf(bindings: readonly Binding[], bodies: readonly string[]): Page[] {
  const pages = bodies.map((body): Page => ({ body, found: [] }))
  const last = pages.at(-1)
  if (last === undefined) return []
  // The platform lists in an order, so the page of the one before is the likeliest.
  let at = 0
  for (const binding of bindings) {
    const shows = ({ body }: Page) => body.includes(binding.bindingId)
    const likely = pages[at]
    if (likely === undefined || !shows(likely)) at = pages.findIndex(shows)
    const page = pages[at] ?? last
    page.found.push(binding)
  }
  return pages.filter(({ found }) => found.length > 0)
}
