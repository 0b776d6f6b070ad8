import type { AppError } from '../../shared/errors.ts'
import type { Channel, OutputOf, SentTo } from '../../shared/ipc/contract.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import type { AppState } from './app-state.ts'
import { sameRows } from './same-rows.ts'

/** What the page reads, by the name it is kept under. */
export interface Reads {
  shell: 'shell.state'
  settings: 'settings.get'
  profiles: 'profiles.list'
  status: 'status.get'
  apps: 'apps.list'
  receiver: 'receiver.get'
  problems: 'deliveries.problems'
  calls: 'live.calls'
  cards: 'live.cards'
  minutes: 'live.minutes'
  feed: 'live.feed'
  call: 'calls.get'
  list: 'calls.list'
  numbers: 'numbers.summary'
  poller: 'poller.list'
  differences: 'bindings.history'
}
export type ReadName = keyof Reads

/** The last good value stays when a later read fails; `readAt` tells its age. */
export interface Loaded<T> {
  value: T | null
  readAt: number | null
  error: AppError | null
}
export type Data = { [K in ReadName]: Loaded<OutputOf<Reads[K]>> }

export const nothingRead = { value: null, readAt: null, error: null }

export const emptyData: Data = {
  shell: nothingRead,
  settings: nothingRead,
  profiles: nothingRead,
  status: nothingRead,
  apps: nothingRead,
  receiver: nothingRead,
  problems: nothingRead,
  calls: nothingRead,
  cards: nothingRead,
  minutes: nothingRead,
  feed: nothingRead,
  call: nothingRead,
  list: nothingRead,
  numbers: nothingRead,
  poller: nothingRead,
  differences: nothingRead,
}

export interface Plan<C extends Channel> {
  channel: C
  /** Notes about these topics make the value stale. */
  topics: readonly Topic[]
  /** At least this long between two reads that a note caused; what the user changes is read at once. */
  gapMs: number
  /** Read again after this long without a note, because time alone changes the answer. */
  maxAgeMs: number
  /** What to ask for in this state, or null while nobody looks at it. */
  input(state: AppState): SentTo<C> | null
  /** The value belongs to its input: another input shows nothing rather than the old subject. */
  oneSubject?: boolean
  /** Keeps rows that did not change as the same objects, so that their views do not render again. */
  settle?(before: OutputOf<C>, now: OutputOf<C>): OutputOf<C>
}

const seconds = 1_000
const everyMinute = 60 * seconds

const whileOpen = (state: AppState) => (state.data.profiles.value?.open ? {} : null)
const onLive = (state: AppState) => (state.page === 'live' ? whileOpen(state) : null)
const onSettings = (state: AppState) => (state.page === 'settings' ? whileOpen(state) : null)

/** Figures are read once a second or slower, so that a storm of pushes leaves the frame time to the table of calls. */
export const plans: { readonly [K in ReadName]: Plan<Reads[K]> } = {
  shell: { channel: 'shell.state', topics: [], gapMs: 0, maxAgeMs: everyMinute, input: () => ({}) },
  settings: { channel: 'settings.get', topics: ['settings'], gapMs: 0, maxAgeMs: Infinity, input: () => ({}) },
  profiles: { channel: 'profiles.list', topics: ['profile'], gapMs: 0, maxAgeMs: Infinity, input: () => ({}) },
  status: { channel: 'status.get', topics: ['status', 'deliveries'], gapMs: 1 * seconds, maxAgeMs: 10 * seconds, input: whileOpen },
  apps: {
    channel: 'apps.list',
    topics: ['apps', 'deliveries'],
    gapMs: 2 * seconds,
    maxAgeMs: everyMinute,
    input: (state) => (state.page === 'live' || state.page === 'settings' ? whileOpen(state) : null),
  },
  receiver: { channel: 'receiver.get', topics: ['settings', 'status'], gapMs: 1 * seconds, maxAgeMs: everyMinute, input: onSettings },
  problems: {
    channel: 'deliveries.problems',
    topics: ['deliveries'],
    gapMs: 1 * seconds,
    maxAgeMs: everyMinute,
    input: (state) => (state.panel.at(-1)?.kind === 'problems' ? { limit: 200 } : null),
    settle: (before, now) => sameRows(before, now),
  },
  calls: {
    channel: 'live.calls',
    topics: ['calls'],
    gapMs: 0,
    maxAgeMs: 15 * seconds,
    input: (state) => onLive(state) && { filter: state.filter, ...state.window },
    settle: (before, now) => ({ ...now, rows: sameRows(before.rows, now.rows), xNumbers: sameRows(before.xNumbers, now.xNumbers) }),
  },
  cards: { channel: 'live.cards', topics: ['calls', 'sms'], gapMs: 1 * seconds, maxAgeMs: 15 * seconds, input: onLive },
  minutes: { channel: 'live.minutes', topics: ['calls'], gapMs: 3 * seconds, maxAgeMs: 20 * seconds, input: onLive },
  feed: {
    channel: 'live.feed',
    topics: ['calls', 'sms', 'numbers'],
    gapMs: 1 * seconds,
    maxAgeMs: everyMinute,
    input: (state) => onLive(state) && { limit: 50 },
    settle: (before, now) => sameRows(before, now, ({ type, id }) => `${type} ${id}`),
  },
  call: {
    channel: 'calls.get',
    topics: ['calls'],
    gapMs: 300,
    maxAgeMs: everyMinute,
    oneSubject: true,
    input: (state) => {
      const top = state.panel.at(-1)
      return top?.kind === 'call' ? { id: top.id } : null
    },
  },
  list: {
    channel: 'calls.list',
    topics: ['calls'],
    gapMs: 2 * seconds,
    maxAgeMs: everyMinute,
    oneSubject: true,
    input: (state) => {
      const top = state.panel.at(-1)
      // Further pages hang on the cursor of the first, so a list that was paged on stands still until it is refreshed.
      return top?.kind === 'calls' && state.more.rows.length === 0 ? { scope: top.scope } : null
    },
    settle: (before, now) => ({ ...now, rows: sameRows(before.rows, now.rows) }),
  },
  numbers: { channel: 'numbers.summary', topics: ['numbers', 'apps'], gapMs: 2 * seconds, maxAgeMs: everyMinute, input: onSettings },
  // How far a run has come makes no note of its own.
  poller: { channel: 'poller.list', topics: ['bindings', 'apps', 'status'], gapMs: 1 * seconds, maxAgeMs: 3 * seconds, input: onSettings },
  differences: {
    channel: 'bindings.history',
    topics: ['bindings'],
    gapMs: 2 * seconds,
    maxAgeMs: everyMinute,
    input: (state) => onSettings(state) && { elsewhere: true, limit: 50 },
  },
}
