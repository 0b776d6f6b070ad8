import type { Binding, FactSource } from '../../shared/domain/binding.ts'
import type { ChangeRequest } from '../../shared/domain/binding-request.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { startOfAccountDay } from '../../shared/domain/time.ts'
import type { Writer } from '../store/connection.ts'
import { countPollLines } from '../store/poll-runs.ts'
import { insertSourceRecord } from '../store/source-records.ts'
import { xNumberStatements } from '../store/x-numbers.ts'
import { createBindingApplier, type Answer, type Lines } from './apply/bindings.ts'
import { toldEntries } from './told-entries.ts'

/** An answer of the platform that is about an app's bindings. */
interface About {
  appId: number
  mode: Mode
  askedAt: number
  answeredAt: number
  /** As it came. Kept only when it changes something, and of a page only the entries that do. */
  body: string
}

/** What was read back. */
type ReadBack =
  /** One page of the bindings of an X; `found` is what stands on it. */
  | (About & { operation: 'bindings-of-x'; xNumber: string; found: Binding[] })
  /** A binding with all its parts; none = it is not there. `complete`: the platform has no more parts than it told. */
  | (About & { operation: 'binding'; bindingId: string; found: Binding[]; complete: boolean })

/** What became of our own wishes. */
type Answered =
  | (About & { operation: 'bind'; bound: Binding })
  | (About & { operation: 'change'; request: ChangeRequest })
  /** `bNumber`: only this YB part of an AXYB binding. */
  | (About & { operation: 'unbind'; bindingId: string; bNumber: string | null })

export type Observation =
  | (ReadBack & { source: 'poll'; runId: number })
  | (Answered & { source: 'command' })
  /** All pages of an X were told, and what was missing on them has been asked for one by one. */
  | { source: 'poll'; operation: 'x-read'; appId: number; xNumber: string; askedAt: number }

/** What they changed, for counters and notes. */
export interface Observed {
  /** Lines that bindings' histories got … */
  changes: number
  /** … but for those of bindings that were there when nobody had read to the end before, which tell of no change. */
  firstRead: number
  /** X numbers that were not known before, or not as this app's. */
  xNumbers: number
}

const nothing: Observed = { changes: 0, firstRead: 0, xNumbers: 0 }

/**
 * Takes in what the platform answers: each observation changes the picture, leaves a line in the history of each binding it changed and
 * is kept as it came, a page entry by entry. The same answer again changes nothing.
 */
export function createObserver(writer: Writer) {
  const bindings = createBindingApplier(writer)
  const xNumbers = xNumberStatements(writer)

  /** The platform's own list is evidence of whose an X is. */
  function noteX(appId: number, number: string, at: number): number {
    const evidence = { appId, evidenceAt: startOfAccountDay(at) }
    const known = xNumbers.find(number)
    if (known === null) xNumbers.insert(number, { ...evidence, areaCode: null })
    else xNumbers.assign(number, evidence)
    return known === null || (known.appId !== appId && xNumbers.find(number)?.appId === appId) ? 1 : 0
  }

  function noteAll(appId: number, told: readonly Binding[], at: number): number {
    const numbers = new Set(told.flatMap(({ xNumber }) => xNumber ?? []))
    return [...numbers].reduce((sum, number) => sum + noteX(appId, number, at), 0)
  }

  function apply(observation: Observation): Observed {
    if (observation.operation === 'x-read') {
      bindings.xRead(observation.appId, observation.xNumber, observation.askedAt)
      return nothing
    }
    const { appId, mode, answeredAt, source } = observation
    const answer: Answer = { ...observation, record: recordOf(observation, source) }
    switch (observation.operation) {
      case 'bindings-of-x': {
        const lines = bindings.page(mode, observation.xNumber, observation.found, answer)
        return {
          ...counted(observation.runId, lines),
          xNumbers: observation.found.length === 0 ? 0 : noteX(appId, observation.xNumber, answeredAt),
        }
      }
      case 'binding': {
        const lines = bindings.one(mode, observation.bindingId, observation, answer)
        return { ...counted(observation.runId, lines), xNumbers: noteAll(appId, observation.found, answeredAt) }
      }
      case 'bind':
        return {
          ...nothing,
          changes: bindings.bound(mode, observation.bound, answer),
          xNumbers: noteAll(appId, [observation.bound], answeredAt),
        }
      case 'change':
        return { ...nothing, changes: bindings.changed(observation.request, answer) }
      case 'unbind':
        return { ...nothing, changes: bindings.unbound(observation.bindingId, observation.bNumber, answer) }
    }
  }

  function counted(runId: number, lines: Lines): Omit<Observed, 'xNumbers'> {
    const { differences, firstRead } = lines
    if (differences + firstRead > 0) countPollLines(writer, runId, lines)
    return { changes: differences, firstRead }
  }

  /** One row for the answer; of a page one for each entry asked for: it holds a hundred of which mostly one has changed. */
  function recordOf({ appId, operation, answeredAt, body }: About & { operation: string }, source: FactSource): Answer['record'] {
    const rows = new Map<string, number>()
    const told = operation === 'bindings-of-x' ? toldEntries(body) : () => null
    return (bindingId) => {
      const text = (bindingId === undefined ? null : told(bindingId)) ?? body
      const row = rows.get(text) ?? insertSourceRecord(writer, { appId, source, operation, at: answeredAt, body: text })
      rows.set(text, row)
      return row
    }
  }

  const all = writer.transaction((observations: readonly Observation[]): Observed => {
    const observed = observations.map(apply)
    const sum = (of: (one: Observed) => number) => observed.reduce((total, one) => total + of(one), 0)
    return {
      changes: sum(({ changes }) => changes),
      firstRead: sum(({ firstRead }) => firstRead),
      xNumbers: sum((one) => one.xNumbers),
    }
  })

  return {
    /** One transaction: all of them or none. @throws when the database cannot be written */
    observe: (observations: readonly Observation[]): Observed => all.immediate(observations),
  }
}
