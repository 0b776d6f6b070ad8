import type { Topic } from '../../shared/ipc/system.ts'
import type { PayloadOf } from '../../shared/ipc/contract.ts'
import type { Timers } from './timers.ts'

/** At most 20 notes a second, however much happens. */
const quietMs = 50

/** Says that something changed: at once on a quiet system, otherwise merged and no more often than a page can use. */
export function createNews(publish: (note: PayloadOf<'data.changed'>) => void, timers: Timers): (...topics: Topic[]) => void {
  const pending = new Set<Topic>()
  let revision = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let scheduled = false

  const send = () => {
    scheduled = false
    lastAt = timers.now()
    revision += 1
    const topics = [...pending]
    pending.clear()
    publish({ topics, revision })
  }

  return (...topics) => {
    for (const topic of topics) pending.add(topic)
    if (scheduled) return
    const wait = lastAt + quietMs - timers.now()
    if (wait <= 0) return send()
    scheduled = true
    // A clock that was set back would make the wait as long as it was moved.
    timers.after(Math.min(quietMs, wait), send)
  }
}
