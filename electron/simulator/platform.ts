import { makeBindingBook, type BindingBook } from './binding-book.ts'
import { bookedFrom } from './book-standing.ts'
import { makePlatformState, type PlatformState } from './platform-state.ts'
import { hexOf, randomOf } from './random.ts'
import { makeRecordingBook, type RecordingBook } from './recordings.ts'
import { standingBinding, standingCounts } from './standing-bindings.ts'
import type { SimulatedApp, World } from './world.ts'

/** What the API and the calls share: everything that the simulated platform knows and that can change. */
export interface Platform {
  world: World
  /** Simulated epoch ms. */
  now(): number
  state: PlatformState
  recordings: RecordingBook
  /** Answers leave out the fields that the documents mark as unconfirmed. */
  lean: boolean
  /** An app's bindings: the standing ones first, then what was made, changed and removed since. */
  bookOf(app: SimulatedApp): BindingBook
  /** Drawn from the time too: bindings do not outlive the simulator, so another run must not give their ids to others. */
  newBindingId(): string
}

export function makePlatform(world: World, now: () => number, lean = false): Platform {
  const books = new Map<string, BindingBook>()
  let idsGiven = 0
  return {
    world,
    now,
    state: makePlatformState(world, now),
    recordings: makeRecordingBook(now),
    lean,
    bookOf(app) {
      const book = books.get(app.appKey) ?? filledBook(world, app, now)
      books.set(app.appKey, book)
      return book
    },
    newBindingId() {
      idsGiven += 1
      return hexOf(randomOf(world.seed, 'keys', Math.floor(now()), idsGiven), 32)
    },
  }
}

/** The API knows the bindings that the traffic runs over, so that a query finds what the calls show. */
function filledBook(world: World, app: SimulatedApp, now: () => number): BindingBook {
  const book = makeBindingBook(now)
  for (let order = 0; order < standingCounts[app.mode]; order += 1) {
    const binding = standingBinding(world, app, order)
    if (binding) book.put(bookedFrom(binding, now()))
  }
  return book
}
