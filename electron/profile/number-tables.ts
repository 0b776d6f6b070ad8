import { AppError, toErrorInfo } from '../../shared/errors.ts'
import { maskCell } from '../../shared/domain/number-table.ts'
import type { NumberTableMapping, NumberTablePreview, NumberTableResult, TableFile } from '../../shared/ipc/numbers.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import { tableProblem } from '../sources/importer/table-problem.ts'
import type { AppRegister } from './app-register.ts'
import type { Database } from './database.ts'
import type { TableOperations } from './table-thread.ts'
import { startThread, type ThreadClient } from './thread-port.ts'
import type { Timers } from './timers.ts'

/** Number tables as a source of X numbers. One is read at a time. */
export interface NumberTables {
  /** @throws AppError `invalid-input` with one of `tableProblems` */
  preview: (file: TableFile) => Promise<NumberTablePreview>
  /**
   * Takes the numbers in, some thousand at a time so that pushes are answered meanwhile.
   * @throws AppError as `preview`; `not-found` for an app that is not there; where it stops midway with the details
   * `{reason: 'import-stopped', done, of}`: what was done stays, and importing the table again completes it
   */
  import: (file: TableFile, mapping: NumberTableMapping) => Promise<NumberTableResult>
}

interface TablePorts {
  database: Pick<Database, 'ask' | 'write'>
  apps: Pick<AppRegister, 'list' | 'get'>
  timers: Timers
  news: (...topics: Topic[]) => void
}

type TableThread = ThreadClient<TableOperations>

/** A table of the greatest size allowed needs 300 MB and a few seconds. */
const houseLimits = { heapMb: 1_024, ms: 60_000 }
/** 10 to 25 ms of the writer each: that long a push may have to wait. */
const rowsTogether = 1_000

/** @param limits of reading one file; only a test has a reason to change them */
export function openNumberTables({ database, apps, timers, news }: TablePorts, limits = houseLimits): NumberTables {
  let turn: Promise<unknown> = Promise.resolve()

  /** Works with a thread of its own, when no other does. */
  function inThread<T>(work: (thread: TableThread) => Promise<T>): Promise<T> {
    const result = turn.then(async () => {
      const thread: TableThread = startThread('table-thread', null, () => {}, { maxOldGenerationSizeMb: limits.heapMb })
      try {
        return await work(thread)
      } finally {
        await thread.kill()
      }
    })
    turn = result.catch(() => {})
    return result
  }

  /** Reads a file within the limits. */
  async function reading<T>(thread: TableThread, read: Promise<T>): Promise<T> {
    let late = false
    const stopWaiting = timers.after(limits.ms, () => {
      late = true
      void thread.kill()
    })
    try {
      return await read
    } catch (thrown) {
      if (late) throw tableProblem('table-too-large', { limit: 'time' })
      if (ranOutOfMemory(thrown)) throw tableProblem('table-too-large', { limit: 'memory' })
      throw thrown
    } finally {
      stopWaiting()
    }
  }

  /** The mapping of last time, without an app that is gone since. */
  function standing(mapping: NumberTableMapping): NumberTableMapping {
    return { ...mapping, appId: apps.list().some(({ id }) => id === mapping.appId) ? mapping.appId : null }
  }

  async function apply(thread: TableThread, fileName: string, taken: number) {
    const at = timers.now()
    const sum = { added: 0, changed: 0, unchanged: 0 }
    for (let from = 0; from < taken; from += rowsTogether) {
      try {
        const rows = await thread.ask('rows', { from, count: rowsTogether })
        const counts = await database.write('importNumbers', { at, fileName, rows })
        sum.added += counts.added
        sum.changed += counts.changed
        sum.unchanged += counts.unchanged
        if (counts.added + counts.changed > 0) news('numbers')
      } catch (thrown) {
        const { code, message } = toErrorInfo(thrown)
        const details = { reason: 'import-stopped', done: from, of: taken }
        throw new AppError(code, `the import stopped after ${from} of ${taken} numbers: ${message}`, { details, cause: thrown })
      }
    }
    return sum
  }

  return {
    async preview(file) {
      const { preview, headersKey, guess } = await inThread((thread) => reading(thread, thread.ask('lookInto', file)))
      const kept = await database.ask('tableMapping', headersKey)
      if (kept !== null) return { ...preview, mapping: standing(kept), remembered: true }
      const [only, ...others] = apps.list()
      const appId = others.length === 0 ? (only?.id ?? null) : null
      return { ...preview, mapping: guess && { ...guess, appId }, remembered: false }
    },

    import: (file, mapping) =>
      inThread(async (thread) => {
        if (mapping.appId !== null) apps.get(mapping.appId)
        const known = apps.list().map(({ id, name, appKey }) => ({ id, name, appKey }))
        const { headersKey, taken, ...judged } = await reading(thread, thread.ask('judge', { file, mapping, apps: known }))
        const counts = await apply(thread, maskCell(file.name), taken)
        await database.write('rememberTableMapping', { headersKey, mapping })
        // Live rows and lists show the city of a number.
        if (counts.added + counts.changed > 0) news('numbers', 'calls')
        return { ...judged, ...counts }
      }),
  }
}

function ranOutOfMemory(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : null
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
