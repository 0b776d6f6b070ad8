import type { DeliveryReason, Verdict } from '../../shared/domain/delivery.ts'
import type { Fact, RejectedRecord } from '../../shared/domain/fact.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import type { DeliveryRow } from '../store/deliveries.ts'

/** A judged push on its way to the writer: the journal row and the facts it makes. */
export interface Arrival extends DeliveryRow {
  appKey: string
  mode: Mode
  facts: Fact[]
  rejected: RejectedRecord[]
}

/** What became of it, for counters and notes. */
export interface Ingested {
  deliveryId: number
  verdict: Verdict
  reason: DeliveryReason | null
  /** What on a screen may have changed. */
  changed: readonly Topic[]
}
