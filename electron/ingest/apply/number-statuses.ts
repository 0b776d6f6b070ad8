import type { NumberStatusReport } from '../../../shared/domain/number-status.ts'
import type { Writer } from '../../store/connection.ts'
import { numberStatusStatements } from '../../store/number-statuses.ts'
import { xNumberStatements } from '../../store/x-numbers.ts'
import type { Origin } from '../origin.ts'

/**
 * Applies reports on the status of X numbers. They carry no time and no sequence number, so the one delivered last counts
 * (callbacks.md §7), whatever the clock said. One that was delivered before but is taken in only now, a kept push judged anew, takes its
 * place in the history.
 * The number must be known: see x-numbers.ts.
 */
export function createNumberStatusApplier(writer: Writer) {
  const history = numberStatusStatements(writer)
  const numbers = xNumberStatements(writer)
  return {
    /** @returns true: every report is news, if only that nothing has changed since */
    apply(report: NumberStatusReport, origin: Origin): true {
      history.insert(origin, report)
      const { number, status, cause } = report
      const { receivedAt } = origin
      const before = numbers.status(number)
      if (history.isOutrun(origin, number)) {
        const standing = history.standing(number)
        if (standing !== null) numbers.putStatus(number, standing)
        return true
      }
      const goesOn = before !== null && before.status === status && before.cause === cause
      numbers.putStatus(number, { status, cause, statusSince: goesOn ? before.statusSince : receivedAt, statusAt: receivedAt })
      return true
    },
  }
}
