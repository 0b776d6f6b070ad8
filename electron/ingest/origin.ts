import type { Mode } from '../../shared/domain/platform-app.ts'

/** Where a fact of a push comes from. */
export interface Origin {
  appId: number
  appKey: string
  mode: Mode
  deliveryId: number
  /** Its place among the records of the push. */
  position: number
  receivedAt: number
}
