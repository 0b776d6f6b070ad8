import { recordText } from '../../../shared/domain/fact.ts'
import { standingSms, type Sms } from '../../../shared/domain/sms.ts'
import type { Writer } from '../../store/connection.ts'
import { smsStatements } from '../../store/sms.ts'
import type { Origin } from '../origin.ts'

/** Applies texts: of two pushes of one text and notification one stands, whatever the order they came in. */
export function createSmsApplier(writer: Writer) {
  const statements = smsStatements(writer)
  return {
    /** @returns whether anything changed; a fact known already changes nothing */
    apply(sms: Sms, origin: Origin): boolean {
      const before = statements.find(sms, origin.appId)
      if (before !== null && (recordText(before) === recordText(sms) || standingSms(before, sms) === before)) return false
      statements.put(origin, sms)
      return true
    },
  }
}
